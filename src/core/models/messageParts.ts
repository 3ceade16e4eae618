import type { SentImage } from '../ports/image.js';
import type { Message } from '../ports/model.js';

/** The texts and images of a message, in their order; texts of nothing but white space left out. */
export function messageParts<P>(
  { content, images = [] }: Message,
  write: { readonly text: (text: string) => P; readonly image: (image: SentImage) => P },
): P[] {
  const texts = (from: number, to: number) => {
    const text = content.slice(from, to);
    return text.trim() === '' ? [] : [write.text(text)];
  };
  let end = 0;
  const parts = images.flatMap((image) => {
    const before = texts(end, image.at);
    end = image.at + image.length;
    return [...before, write.image(image)];
  });
  return [...parts, ...texts(end, content.length)];
}
