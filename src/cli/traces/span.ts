/** A span, whatever recorded it: its attributes follow the GenAI conventions. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | null;
  readonly name: string;
  /** Nanoseconds since 1970; 0 where the span does not say. */
  readonly startedAt: bigint;
  readonly endedAt: bigint;
  readonly failed: boolean;
  /** Its own attributes and those of its events and resource; its own win. */
  readonly attributes: Readonly<Record<string, unknown>>;
}
