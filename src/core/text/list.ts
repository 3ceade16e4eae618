/** "A", "A and B", "A, B and C": without a comma before "and", as the British write it. */
const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' });

export const list = (items: readonly string[]): string => conjunction.format(items);
