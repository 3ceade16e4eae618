/** dotprompt helpers that return a value. Block helpers are in the renderer. */

import { markedImage } from '../images/imageMarks.js';
import { TemplateError } from './language.js';

type Helper = (params: readonly unknown[], named: Readonly<Record<string, unknown>>) => unknown;

/** Roles at the top level separate messages and are removed before rendering. */
const role: Helper = () => {
  throw new TemplateError('A role inside a partial is not supported.');
};
const asBlock: Helper = () => '';
const media: Helper = (_, { url, contentType, detail }) => {
  if (typeof contentType === 'string' && !contentType.startsWith('image/'))
    throw new TemplateError(`Only images can be sent, not ${contentType}.`, { limit: true });
  if (typeof url !== 'string')
    throw new TemplateError('An image has no address: write {{media url=…}}.');
  return markedImage(url, typeof detail === 'string' ? detail : '');
};

export const HELPERS: Readonly<Record<string, Helper>> = {
  if: asBlock,
  unless: asBlock,
  each: asBlock,
  with: asBlock,
  ifEquals: asBlock,
  unlessEquals: asBlock,
  role,
  lookup: ([from, key]) => memberOf(from, String(key)),
  json: ([value], { indent }) =>
    JSON.stringify(value, null, typeof indent === 'number' ? indent : undefined),
  history: () => '',
  section: () => '',
  media,
};

/** An own property; prototypes are never accessed. */
export function memberOf(from: unknown, key: string): unknown {
  if (typeof from !== 'object' || from === null) return undefined;
  return Object.hasOwn(from, key) ? (from as Record<string, unknown>)[key] : undefined;
}
