/**
 * Images in the text of a template: dotprompt's `{{media url=…}}`, in whatever language the template is written. Rendered, the
 * address stands between two marks that no value contains.
 */

import type { TemplateLanguage } from '../languages/language.js';

const BEGIN = '\u0002';
const END = '\u0003';

export const markedImage = (url: string): string => BEGIN + url + END;

/** The texts and, between them, the addresses of the images of a rendered text: an odd number in all. */
export const splitAtImages = (rendered: string): string[] =>
  rendered.includes(BEGIN)
    ? rendered
        .split(/\u0002([^\u0003]*)\u0003/)
        .map((part, at) => (at % 2 === 1 ? part.trim() : part))
    : [rendered];

/** So that no value of a case becomes an image. */
export const withoutMarks = (inputs: Readonly<Record<string, string>>) =>
  Object.values(inputs).some((value) => value.includes(BEGIN))
    ? Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [name, value.replaceAll(BEGIN, '')]),
      )
    : inputs;

const MEDIA =
  /\{\{~?\s*media\s+url=(?:"([^"{}]*)"|'([^'{}]*)'|([\p{L}_][\p{L}\p{N}_.-]*))[^{}]*\}\}/gu;

export const hasImages = (text: string): boolean => /\{\{~?\s*media\b/.test(text);

/** The variables that are addresses of images, each as often as it is used. */
export const imageNames = (text: string): string[] =>
  [...text.matchAll(MEDIA)].flatMap(([, , , name]) => name ?? []);

/** The texts of a template between its images. */
export const textsBetweenImages = (text: string): string[] =>
  text.replace(MEDIA, BEGIN).split(BEGIN);

/** The text with its images blanked out, so that every other place in it stays where it is. */
export const blankImages = (text: string): string =>
  text.replace(MEDIA, (image) => ' '.repeat(image.length));

/** A language that has no such helper itself. */
export function withImages(language: TemplateLanguage): TemplateLanguage {
  const marked = (text: string) =>
    hasImages(text)
      ? text.replace(MEDIA, (_, double?: string, single?: string, name?: string) =>
          markedImage(name === undefined ? (double ?? single ?? '') : language.written(name)),
        )
      : text;
  return {
    ...language,
    namesIn: (text) => language.namesIn(marked(text)),
    read: (text, partials) =>
      language.read(
        marked(text),
        Object.fromEntries(Object.entries(partials).map(([name, each]) => [name, marked(each)])),
      ),
  };
}
