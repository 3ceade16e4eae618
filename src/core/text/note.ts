/**
 * A sentence as data: its code and parameters. `words/` turns it into text where it is shown, so that each host can
 * localize it.
 */
export interface Note<Code extends string = string> {
  readonly code: Code;
  readonly params: NoteParams;
}

export type NoteParams = Readonly<Record<string, NoteParam>>;
export type NoteParam =
  string | number | boolean | null | readonly string[] | readonly (readonly [string, number])[];

/** Shorthand for a note. */
export const note = <Code extends string>(code: Code, params: NoteParams = {}): Note<Code> => ({
  code,
  params,
});
