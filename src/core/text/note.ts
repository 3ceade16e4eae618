/**
 * A sentence kept as data: its code and what goes into it. Words are made where it is shown (`words/`), so that each host
 * shows it in its own language.
 */
export interface Note<Code extends string = string> {
  readonly code: Code;
  readonly params: NoteParams;
}

export type NoteParams = Readonly<Record<string, NoteParam>>;
export type NoteParam =
  string | number | boolean | null | readonly string[] | readonly (readonly [string, number])[];

export const note = <Code extends string>(code: Code, params: NoteParams = {}): Note<Code> => ({
  code,
  params,
});
