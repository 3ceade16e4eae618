/** Shares work that is under way: whoever asks for the same while it goes on gets the same promise. */
export class InFlight<Value> {
  readonly #all = new Map<string, { readonly of: string; readonly value: Promise<Value> }>();

  /** `of`: what the work is of, such as a text; other work under the same key takes its place. */
  share(key: string, of: string, work: () => Promise<Value>): Promise<Value> {
    const known = this.#all.get(key);
    if (known?.of === of) return known.value;
    const value = work();
    const own = { of, value };
    this.#all.set(key, own);
    const done = () => {
      if (this.#all.get(key) === own) this.#all.delete(key);
    };
    value.then(done, done);
    return value;
  }
}
