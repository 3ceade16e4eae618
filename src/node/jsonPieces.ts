/** The JSON of a value as `JSON.stringify` writes it, cut between the elements of its long lists. */

const ELEMENTS = 500;

export function* jsonPieces(value: object): Generator<string> {
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  yield '{';
  for (const [index, [name, each]] of fields.entries()) {
    yield `${index === 0 ? '' : ','}${JSON.stringify(name)}:`;
    if (Array.isArray(each)) yield* listPieces(each);
    else yield JSON.stringify(each);
  }
  yield '}';
}

function* listPieces(list: readonly unknown[]): Generator<string> {
  yield '[';
  for (let from = 0; from < list.length; from += ELEMENTS) {
    const some = JSON.stringify(list.slice(from, from + ELEMENTS));
    yield `${from === 0 ? '' : ','}${some.slice(1, -1)}`;
  }
  yield ']';
}
