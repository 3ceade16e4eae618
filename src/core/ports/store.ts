/** Lines that are only ever added to. A line counts once `append` has resolved. */
export interface AppendLog {
  /** All whole lines; a last line without its end (a write cut off by a crash) is left out. */
  read(): Promise<string[]>;
  append(line: string): Promise<void>;
  close(): Promise<void>;
}
