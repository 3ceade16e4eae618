import { readFile } from 'node:fs/promises';

/** The parts of the OpenAI SDK behind requests that nothing here makes: two fifths of it. */
const UNUSED =
  /[\\/]openai[\\/](?:helpers|internal[\\/]responses|lib[\\/](?:ChatCompletion\w*Runner|ChatCompletionStream|AbstractChatCompletionRunner|AssistantStream|EventStream|ResponsesParser|responses|agents|beta)|resources[\\/](?!chat|completions|embeddings|models|files|batches|shared|index))/;
const EXPORTED =
  /^export (?:(?:abstract |async )?(?:class|const|let|function\*?) (?<declared>\w+)|\{(?<list>[^}]*)\};)/gm;

/** Leaves their exported names, so that what refers to them still loads, and nothing behind these. */
export const withoutUnusedParts = {
  name: 'without-unused-parts',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]openai[\\/].*\.mjs$/ }, async ({ path }) => {
      if (!UNUSED.test(path)) return undefined;
      const source = await readFile(path, 'utf8');
      if (/^export (?:\*|\{[^}]*\}) from/m.test(source)) return undefined;
      const names = [...source.matchAll(EXPORTED)].flatMap(({ groups: { declared, list } }) =>
        declared ? [declared] : namesIn(list),
      );
      return { contents: names.map((name) => `export class ${name} {}`).join('\n'), loader: 'js' };
    });
    // undici's parser a second time, for processors with SIMD: a few microseconds a call.
    builder.onLoad({ filter: /[\\/]undici[\\/].*llhttp_simd-wasm\.js$/ }, () => ({
      contents: "module.exports = require('./llhttp-wasm.js');",
    }));
    builder.onLoad({ filter: /[\\/]genai-prices[\\/]dist[\\/]index\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { contents: withPricesAlone(source), loader: 'js' };
    });
  },
};

/** What the list of prices says beside prices, and by whom a model is known: nearly half of it. */
const NOT_PRICES = new Set([
  'context_window',
  'deprecated',
  'description',
  'name',
  'price_comments',
  'pricing_urls',
  'extractors',
  'prices_checked',
]);
const LIST = /^const (?<name>\w+) = (?<list>\[\n[^]*?\n\])[;,]/;

function withPricesAlone(source) {
  const [whole, name, list] = LIST.exec(source) ?? [];
  if (whole === undefined) throw new Error('The list of prices is not where it was.');
  const prices = JSON.stringify(new Function(`return ${list}`)(), (key, value) =>
    NOT_PRICES.has(key) ? undefined : value,
  );
  return `const ${name} = ${prices}${whole.at(-1)}${source.slice(whole.length)}`;
}

const namesIn = (list) =>
  list
    .split(',')
    .map((each) =>
      each
        .trim()
        .split(/\s+as\s+/)
        .at(-1),
    )
    .filter((name) => name !== '');
