/** Sets the price of a model in `plumbline.yml`: comments, order and formatting of everything else stay. */

import { isMap, parseDocument, stringify, type YAMLMap } from 'yaml';
import { parseConfig, type Config, type ConfiguredModel } from '../prompt/settings/config.js';
import { below, intoFlow, pairOf } from './mapEntry.js';

type GivenPrice = NonNullable<ConfiguredModel['price']>;

/**
 * `name`: a key of `models`. Returns the file's new text; null where the file has errors or no such model, or where it
 * uses YAML aliases so that another model's price would change too.
 */
export function setPrice(text: string, name: string, price: GivenPrice): string | null {
  const before = text.replace(/\r\n/g, '\n');
  const wanted = withPrice(parseConfig(before).config, name, price);
  if (!wanted) return null;
  for (const write of [inPlace, asEntry, rewritten]) {
    const after = write(before, name, price);
    if (after !== null && isSame(parseConfig(after).config, wanted))
      return text.includes('\r\n') ? after.replace(/\n/g, '\r\n') : after;
  }
  return null;
}

function withPrice(config: Config | null, name: string, price: GivenPrice): Config | null {
  const model = config?.models?.[name];
  return model ? { ...config, models: { ...config.models, [name]: { ...model, price } } } : null;
}

const isSame = (one: Config | null, other: Config) => inOrder(one) === inOrder(other);

/** As JSON with the keys of all objects sorted. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

function modelIn(text: string, name: string): YAMLMap | null {
  const model = parseDocument(text).getIn(['models', name]);
  return isMap(model) ? model : null;
}

/** Only the amounts of a price that is there; null where it has no place for them. */
function inPlace(text: string, name: string, price: GivenPrice): string | null {
  return Object.entries(price).reduce<string | null>((written, [key, amount]) => {
    if (written === null) return null;
    const there = modelIn(written, name)?.get('price');
    return isMap(there) ? withEntry(written, there, key, String(amount)) : null;
  }, text);
}

/** The whole price, in braces; null where the model is written in a form that has no place for it. */
function asEntry(text: string, name: string, price: GivenPrice): string | null {
  const model = modelIn(text, name);
  return model && withEntry(text, model, 'price', inBraces(price));
}

const inBraces = (price: GivenPrice) =>
  stringify(price, { collectionStyle: 'flow', lineWidth: 0 }).trim();

function withEntry(text: string, map: YAMLMap, key: string, value: string): string | null {
  const there = pairOf(map, key)?.value as YAMLMap | null | undefined;
  if (there?.range) return text.slice(0, there.range[0]) + value + text.slice(there.range[1]);
  const entry = `${key}: ${value}`;
  return map.flow ? intoFlow(text, map, entry) : below(text, map, entry);
}

/** In other forms of YAML; null where an alias stands for what would be replaced. */
function rewritten(text: string, name: string, price: GivenPrice): string | null {
  const document = parseDocument(text);
  document.setIn(['models', name, 'price'], document.createNode(price, { flow: true }));
  try {
    return document.toString({ lineWidth: 0 });
  } catch {
    return null;
  }
}
