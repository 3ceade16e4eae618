/** Tool calls as Llama 4 and others write them: `[search(text="tax", top=3), close()]`, in Python's literals. */

const WHOLE =
  /^\s*(?:<\|python_start\|>)?\s*\[\s*[A-Za-z_][\w.-]*\([^]*\)\s*(?:,\s*)?\]\s*(?:<\|python_end\|>)?\s*$/;
const MARKS = /<\|python_(?:start|end)\|>/g;
/** Deeper ones are no arguments. */
const DEEPEST = 50;

export interface PythonicCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Null unless the whole text is a list of calls with named arguments. */
export function pythonicCalls(text: string): readonly PythonicCall[] | null {
  if (!WHOLE.test(text)) return null;
  const reader = new Reader(text.replaceAll(MARKS, ''));
  try {
    return reader.calls();
  } catch (error) {
    if (error instanceof NotRead) return null;
    throw error;
  }
}

class NotRead extends Error {}

const CONSTANTS: Readonly<Record<string, unknown>> = {
  ...{ True: true, False: false, None: null },
  ...{ true: true, false: false, null: null },
};
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  calls(): PythonicCall[] {
    const calls = this.#listed('[', ']', () => this.#call());
    this.#take(/\s*/y);
    if (this.#at < this.#text.length) throw new NotRead();
    return calls;
  }

  #call(): PythonicCall {
    const name = this.#needed(/\s*([A-Za-z_][\w.-]*)/y);
    const pairs = this.#listed('(', ')', () => {
      const key = this.#needed(/\s*([A-Za-z_]\w*)\s*=/y);
      return [key, this.#value()] as const;
    });
    return { name, arguments: Object.fromEntries(pairs) };
  }

  #value(): unknown {
    if (this.#is('[')) return this.#listed('[', ']', () => this.#value());
    if (this.#is('{'))
      return Object.fromEntries(
        this.#listed('{', '}', () => {
          const key = String(this.#value());
          this.#needed(/\s*(:)/y);
          return [key, this.#value()] as const;
        }),
      );
    const quoted = this.#take(/"((?:[^"\\\n]|\\[^])*)"|'((?:[^'\\\n]|\\[^])*)'/y);
    if (quoted !== undefined) return unescaped(quoted);
    const number = this.#take(/(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/y);
    if (number !== undefined) return Number(number);
    const word = this.#needed(/([A-Za-z]+)/y);
    if (!Object.hasOwn(CONSTANTS, word)) throw new NotRead();
    return CONSTANTS[word];
  }

  /** Things between two brackets, with a comma after each but the last, which may have one. */
  #listed<T>(open: string, close: string, read: () => T): T[] {
    if (++this.#depth > DEEPEST) throw new NotRead();
    this.#sign(open);
    const all: T[] = [];
    while (!this.#is(close)) {
      all.push(read());
      if (this.#is(close)) break;
      this.#sign(',');
    }
    this.#sign(close);
    this.#depth -= 1;
    return all;
  }

  #is(sign: string): boolean {
    this.#take(/\s*/y);
    return this.#text[this.#at] === sign;
  }

  #sign(sign: string): void {
    if (!this.#is(sign)) throw new NotRead();
    this.#at += 1;
  }

  #needed(pattern: RegExp): string {
    const found = this.#take(pattern);
    if (found === undefined) throw new NotRead();
    return found;
  }

  /** The first group of a sticky pattern, or all of what it found. */
  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) return undefined;
    this.#at = pattern.lastIndex;
    return found[1] ?? found[2] ?? found[0];
  }
}

const unescaped = (quoted: string): string =>
  quoted.replace(/\\(u[\da-fA-F]{4}|[^])/g, (_, escaped: string) =>
    escaped.length > 1
      ? String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
      : (ESCAPES[escaped] ?? escaped),
  );
