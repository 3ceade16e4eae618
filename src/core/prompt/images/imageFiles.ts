/** The images that a prompt's messages show, read beside it. */

import { MAX_IMAGE_BYTES, type ImageBytes } from '../../ports/image.js';
import { folderOf, pathIn } from '../path.js';
import type { Case, Prompt, PromptImage } from '../prompt.js';
import { TOP, type Reading } from '../reading.js';
import { unreadText } from '../unreadFile.js';
import { renderedParts } from '../template.js';
import { imageKind } from './imageKind.js';
import { hasImages, imageAddress } from './imageMarks.js';

/** The same prompt, with its images where it has any and the host reads images. What cannot be read is reported as an error. */
export function withImageFiles(reading: Reading, prompt: Prompt): Prompt {
  if (!reading.around.image || !showsImages(prompt)) return prompt;
  const at = prompt.messages.find(({ content }) => hasImages(content))?.range ?? TOP;
  const urls = new Set(
    [...prompt.cases, ...prompt.examples, NO_INPUTS].flatMap((each) => urlsIn(prompt, each)),
  );
  const images = [...urls].flatMap((url): [string, PromptImage][] => {
    const read = isAddress(url) ? null : imageOf(url, reading);
    if (typeof read !== 'string') return read ? [[url, read]] : [];
    reading.error(at, read);
    return [];
  });
  return { ...prompt, images: Object.fromEntries(images) };
}

export const showsImages = (prompt: Written): boolean => writtenTexts(prompt).some(hasImages);

type Written = Pick<Prompt, 'messages' | 'partials'>;

/** Of the messages and of the partials they may use. */
export const writtenTexts = ({ messages, partials }: Written): string[] => [
  ...messages.map(({ content }) => content),
  ...Object.values(partials),
];

const NO_INPUTS: Pick<Case, 'inputs'> = { inputs: {} };

const isAddress = (url: string) => /^https?:\/\//i.test(url);

/** None where the template cannot be rendered, which is reported where it is rendered. */
function urlsIn(prompt: Prompt, { inputs }: Pick<Case, 'inputs'>): string[] {
  try {
    return renderedParts(prompt, inputs)
      .flatMap(({ parts }) => parts.filter((_, at) => at % 2 === 1))
      .map((part) => imageAddress(part).url)
      .filter((url) => url !== '');
  } catch {
    return [];
  }
}

const DATA = /^data:([^,]*),/;
/** Longer than any path. */
const BARE_BASE64 = /^[A-Za-z0-9+/\s]{1000,}={0,2}\s*$/;

/** A string is what is wrong with it. */
function imageOf(url: string, reading: Reading): PromptImage | string {
  const inline = DATA.test(url) ? url.replace(DATA, '') : BARE_BASE64.test(url) ? url : null;
  if (inline !== null) {
    const size = Math.floor((inline.length * 3) / 4);
    return fromBytes('data', { size, base64: inline, sha256: '' });
  }
  const name = url.replace(/^file:\/\//, '');
  const path = pathIn(folderOf(reading.path), name);
  const bytes = path === null ? null : (reading.around.image?.(path) ?? null);
  return path === null || bytes === null
    ? unreadText({ name, path: reading.path, kind: 'Image' }, reading.around)
    : fromBytes(path, bytes);
}

function fromBytes(path: string, { size, base64, sha256 }: ImageBytes): PromptImage | string {
  if (base64 === null || size > MAX_IMAGE_BYTES)
    return `The image ${path} has ${megabytes(size)} MB; images may have at most ${megabytes(MAX_IMAGE_BYTES)} MB. Make it smaller.`;
  const kind = imageKind(base64);
  return kind
    ? { ...kind, bytes: size, base64, sha256 }
    : `${path} is not a PNG, JPEG, GIF or WebP image.`;
}

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1).replace(/\.0$/, '');
