/** `setImmediate` of `node:timers/promises`: other work has its turn first. */
export const setImmediate = (): Promise<void> => new Promise((done) => setTimeout(done, 0));
