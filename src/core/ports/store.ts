/** An append-only list of lines. A line is stored once `append` has resolved. */
export interface AppendLog {
  /** All complete lines. A last line without a line break, cut off by a crash, is left out. */
  read(): Promise<string[]>;
  append(line: string): Promise<void>;
  close(): Promise<void>;
}
