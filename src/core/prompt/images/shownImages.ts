import type { SentImage } from '../../ports/image.js';
import type { Message } from '../../ports/model.js';
import { baseName } from '../path.js';
import type { Prompt, PromptImage } from '../prompt.js';
import { imageAddress, type ImageAddress } from './imageMarks.js';
import { imageTokens } from './imageTokens.js';
import { type Say } from '../../say/say.js';

/** A message of texts and, between them, addresses of images; in the text, each image stands as what it is. */
export function messageOfParts(
  { role }: Pick<Message, 'role'>,
  parts: readonly string[],
  images: Prompt['images'] = {},
): Message {
  let content = '';
  const sent: SentImage[] = [];
  for (const [at, part] of parts.entries()) {
    if (at % 2 === 1) {
      const { url, detail } = imageAddress(part);
      const image = Object.hasOwn(images, url) ? images[url] : undefined;
      const shown = shownImage(url, image);
      sent.push(sentImage(content.length, shown, { url, detail, image }));
      content += shown;
    } else content += part;
  }
  return sent.length === 0 ? { role, content } : { role, content, images: sent };
}

/** Each image that is sent as bytes, as messages show it. */
export const shownImages = ({ images = {} }: Pick<Prompt, 'images'>): string[] =>
  Object.entries(images).map(([url, image]) => shownImage(url, image));

/** A few of them, in one line; empty where there are none. */
export function imagesText(prompt: Pick<Prompt, 'images'>, say: Say): string {
  const all = shownImages(prompt);
  const more = all.length - MOST_NAMED;
  return [
    ...all.slice(0, MOST_NAMED),
    ...(more > 0 ? [say('… and {n} more', { n: more })] : []),
  ].join(' ');
}

const MOST_NAMED = 3;

/** `[image: photo.png, 640×480]`, or its bytes where its size is not known. */
function shownImage(url: string, image: PromptImage | undefined): string {
  const name = /^data:|^[A-Za-z0-9+/\s]{1000,}/.test(url)
    ? 'data'
    : baseName(url.split(/[?#]/, 1)[0] ?? url) || url;
  const size = image?.size
    ? `${image.size.width}×${image.size.height}`
    : image && `${Math.ceil(image.bytes / 1000)} KB`;
  return `[image: ${[name, size].filter(Boolean).join(', ')}]`;
}

function sentImage(
  at: number,
  { length }: string,
  { url, detail, image }: ImageAddress & { image: PromptImage | undefined },
): SentImage {
  const sent = image ? `data:${image.mediaType};base64,${image.base64}` : url;
  const place = { at, length };
  return {
    ...place,
    url: sent,
    detail,
    tokens: imageTokens(image?.size ?? null, detail),
    toJSON: () => ({ ...place, of: image?.sha256 || sent, ...(detail === null ? {} : { detail }) }),
  };
}
