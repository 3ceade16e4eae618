/** An append-only list of lines. A line is stored once `append` has resolved. */
export interface AppendLog {
  /** All complete lines. A last line without a line break, cut off by a crash, is left out. */
  read(): Promise<string[]>;
  append(line: string): Promise<void>;
  close(): Promise<void>;
}

/** Lines that begin with a key, found by it without holding any of them. Several processes may add to them at a time. */
export interface KeyedLines {
  /** Whether there is a line, as far as lines of other processes are known. */
  has(key: string): Promise<boolean>;
  /** The newest line of a key, without the key and the space after it; null where there is none. */
  read(key: string): Promise<string | null>;
  append(key: string, rest: string): Promise<void>;
  /** Looks now for what other processes have written, not only now and then. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}
