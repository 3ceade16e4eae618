/** Images of messages: as files hold them, and as they are sent. */

/** A file's bytes, as a host reads them. */
export interface ImageBytes {
  /** In bytes. */
  readonly size: number;
  /** Null where the file is larger than `MAX_IMAGE_BYTES`. */
  readonly base64: string | null;
  /** Of the bytes; empty where they were not read. */
  readonly sha256: string;
}

/** What most providers take. */
export const MAX_IMAGE_BYTES = 5_000_000;

/** An image in the text of a message, in whose place the text says what it is. */
export interface SentImage {
  /** Where it stands in the text, in UTF-16 units, and how long what is said of it is. */
  readonly at: number;
  readonly length: number;
  /** `data:` or `https:`. */
  readonly url: string;
  /** How closely the model is to look: `low`, `high`, `auto` or what else the API has; null: the API's default. */
  readonly detail: string | null;
  /** An estimate. */
  readonly tokens: number;
  /** In keys of the cache and of recordings: its content by its hash, and its detail. */
  toJSON(): unknown;
}
