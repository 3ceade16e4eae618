/**
 * Images in the text of a template: dotprompt's `{{media url=…}}`, in whatever language the template is written. Rendered, the
 * address stands between two marks that no value contains. `detail=…` says how closely a model looks, as the OpenAI API does.
 */

import type { TemplateLanguage } from '../languages/language.js';

const BEGIN = '\u0002';
const END = '\u0003';

/** Between an address and its detail. */
const DETAIL = '\u0004';

export const markedImage = (url: string, detail = ''): string =>
  BEGIN + url + (detail && DETAIL + detail) + END;

/** Where an image is, and how closely a model is to look at it; null: as its provider decides. */
export interface ImageAddress {
  readonly url: string;
  readonly detail: string | null;
}

/** What stands between the texts of `splitAtImages`. */
export function imageAddress(part: string): ImageAddress {
  const [url = '', detail = ''] = part.split(DETAIL);
  return { url: url.trim(), detail: detail.trim() || null };
}

/** Whether a rendered text has an image in it. */
export const holdsImages = (rendered: string): boolean => rendered.includes(BEGIN);

/** The texts and, between them, the images of a rendered text: an odd number in all. */
export const splitAtImages = (rendered: string): string[] =>
  holdsImages(rendered) ? rendered.split(/\u0002([^\u0003]*)\u0003/) : [rendered];

/** So that no value of a case becomes an image. */
export const withoutMarks = (inputs: Readonly<Record<string, string>>) =>
  Object.values(inputs).some((value) => value.includes(BEGIN))
    ? Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [name, value.replaceAll(BEGIN, '')]),
      )
    : inputs;

const MEDIA =
  /\{\{~?\s*media\s+url=(?:"([^"{}]*)"|'([^'{}]*)'|([\p{L}_][\p{L}\p{N}_.-]*))([^{}]*)\}\}/gu;
const DETAIL_OPTION = /\bdetail=(?:"([^"]*)"|'([^']*)'|([\p{L}_][\p{L}\p{N}_.-]*))/u;

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
  const written = (double?: string, single?: string, name?: string) =>
    name === undefined ? (double ?? single ?? '') : language.written(name);
  const marked = (text: string) =>
    hasImages(text)
      ? text.replace(MEDIA, (_, ...found: (string | undefined)[]) => {
          const [double, single, name, options = ''] = found;
          const [, ...detail] = DETAIL_OPTION.exec(options) ?? [];
          return markedImage(written(double, single, name), written(...detail));
        })
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
