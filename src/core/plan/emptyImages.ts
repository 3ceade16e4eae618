import { imageAddress, imageNames } from '../prompt/images/imageMarks.js';
import { showsImages, writtenTexts } from '../prompt/images/imageFiles.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { renderedParts } from '../prompt/template.js';
import { refuseCases } from './refuseCases.js';
import { caseSaid } from '../say/caseWords.js';
import { listed } from '../say/listSaid.js';
import { worded } from '../say/worded.js';

/** Throws `UserError` where an image of a case has no address, which a server would be sent as it is. */
export function refuseEmptyImages(prompt: Prompt, cases: readonly Case[]): void {
  if (!showsImages(prompt)) return;
  const names = new Set(writtenTexts(prompt).flatMap(imageNames));
  refuseCases(prompt, cases, {
    wrongWith: ({ id, inputs }) => {
      const isEmpty = renderedParts(prompt, inputs).some(({ parts }) =>
        parts.some((part, at) => at % 2 === 1 && imageAddress(part).url === ''),
      );
      if (!isEmpty) return [];
      const blank = [...names].filter((name) => !(inputs[name] ?? '').trim());
      return [
        blank.length === 0
          ? worded`${(say) => caseSaid(id, say)} shows an image without an address`
          : worded`${(say) => caseSaid(id, say)} shows an image, and its value of ${listed(blank)} is empty`,
      ];
    },
    advice: worded`Give the image a file, a URL or its Base64, or show it only in cases that have one, with a condition of the template.`,
  });
}
