import { imageAddress, imageNames } from '../prompt/images/imageMarks.js';
import { showsImages, writtenTexts } from '../prompt/images/imageFiles.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { renderedParts } from '../prompt/template.js';
import { refuseCases } from './refuseCases.js';

/** Throws `UserError` where an image of a case has no address, which a server would be sent as it is. */
export function refuseEmptyImages(prompt: Prompt, cases: readonly Case[]): void {
  if (!showsImages(prompt)) return;
  const names = new Set(writtenTexts(prompt).flatMap(imageNames));
  refuseCases(prompt, cases, {
    wrongWith: ({ inputs }) => {
      const isEmpty = renderedParts(prompt, inputs).some(({ parts }) =>
        parts.some((part, at) => at % 2 === 1 && imageAddress(part).url === ''),
      );
      if (!isEmpty) return [];
      const blank = [...names].filter((name) => !(inputs[name] ?? '').trim());
      return [
        blank.length === 0
          ? 'shows an image without an address'
          : `shows an image, and its value of ${blank.join(' and ')} is empty`,
      ];
    },
    advice:
      'Give the image a file, a URL or its Base64, or show it only in cases that have one, with a condition of the template.',
  });
}
