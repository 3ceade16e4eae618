/** A message's `content` as a list of parts, as chat completions, the Responses API and Anthropic write it, as one text. */

import { isRecord, textOrNull } from '../../text/narrow.js';

/** Images stand in the text as `{{media url=… detail=…}}`. Null where a part is neither text nor an image that can be sent. */
export function textOfParts(parts: readonly unknown[]): string | null {
  const texts = parts.map((part) => {
    if (typeof part === 'string') return part;
    if (!isRecord(part)) return null;
    const url = urlOf(part);
    return url === null ? textOrNull(part['text']) : mediaFor(url, detailOf(part));
  });
  return texts.every((text) => text !== null) ? texts.join('') : null;
}

function urlOf({ image_url: image, source }: Readonly<Record<string, unknown>>): string | null {
  const url = isRecord(image) ? image['url'] : image;
  if (typeof url === 'string') return url.trim();
  if (!isRecord(source)) return null;
  const data = textOrNull(source['data']);
  return data === null
    ? textOrNull(source['url'])
    : `data:${textOrNull(source['media_type']) ?? 'image/png'};base64,${data}`;
}

/** Beside the address in chat completions, beside the part's type in the Responses API. */
const detailOf = ({ image_url: image, detail }: Readonly<Record<string, unknown>>): unknown =>
  (isRecord(image) ? image['detail'] : undefined) ?? detail ?? null;

/** The whole address is one variable, whose value may also be the bytes as Base64. */
const VARIABLE = /^(?:data:image\/[^,]*,)?\{\{\{?\s*([\p{L}_][\p{L}\p{N}_.-]*)\s*\}?\}\}$/u;

/** `detail` is a word, such as `low`, or one variable. */
function mediaFor(url: string, detail: unknown): string | null {
  const options = detail === null ? '' : detailOption(detail);
  const name = VARIABLE.exec(url)?.[1];
  if (options === null) return null;
  if (name !== undefined) return `{{media url=${name}${options}}}`;
  return /["{}]/.test(url) ? null : `{{media url="${url}"${options}}}`;
}

function detailOption(detail: unknown): string | null {
  if (typeof detail !== 'string') return null;
  const name = VARIABLE.exec(detail)?.[1];
  if (name !== undefined) return ` detail=${name}`;
  return /^[A-Za-z_-]+$/.test(detail) ? ` detail="${detail}"` : null;
}

/** Which of the parts hold the texts between the images; null where one of these texts is in several parts or in none. */
export function textPartsOf(parts: readonly unknown[]): number[] | null {
  const places: number[] = [];
  let isOpen = false;
  for (const [at, part] of parts.entries()) {
    const isImage = isRecord(part) && urlOf(part) !== null;
    if (!isImage && isOpen) return null;
    if (!isImage) places.push(at);
    isOpen = !isImage;
  }
  return places;
}
