/** Sets the price of a model in `plumbline.yml`: comments, order and formatting of everything else stay. */

import { isMap, parseDocument, stringify, type YAMLMap } from 'yaml';
import { parseConfig, type ConfiguredModel } from '../prompt/settings/config.js';
import { below, intoFlow, pairOf } from './mapEntry.js';

type GivenPrice = NonNullable<ConfiguredModel['price']>;

/** `name`: a key of `models`. Returns the file's new text; null where the file has errors or no such model. */
export function setPrice(text: string, name: string, price: GivenPrice): string | null {
  const before = text.replace(/\r\n/g, '\n');
  const model = parseDocument(before).getIn(['models', name]);
  if (!parseConfig(before).config || !isMap(model)) return null;
  const written = withPrice(before, model, price);
  const after =
    written !== null && isPriced(written, name, price) ? written : rewritten(before, name, price);
  return text.includes('\r\n') ? after.replace(/\n/g, '\r\n') : after;
}

/** Null where the model is written in a form that has no place for the entry. */
function withPrice(text: string, model: YAMLMap, price: GivenPrice): string | null {
  const value = stringify(price, { collectionStyle: 'flow', lineWidth: 0 }).trim();
  const range = (pairOf(model, 'price')?.value as YAMLMap | null | undefined)?.range;
  if (range) return text.slice(0, range[0]) + value + text.slice(range[1]);
  const entry = `price: ${value}`;
  return model.flow ? intoFlow(text, model, entry) : below(text, model, entry);
}

function isPriced(text: string, name: string, price: GivenPrice): boolean {
  const found = parseConfig(text).config?.models?.[name]?.price;
  return (
    found?.input === price.input &&
    found.output === price.output &&
    found.cachedInput === price.cachedInput
  );
}

/** In other forms of YAML. */
function rewritten(text: string, name: string, price: GivenPrice): string {
  const document = parseDocument(text);
  document.setIn(['models', name, 'price'], document.createNode(price, { flow: true }));
  return document.toString({ lineWidth: 0 });
}
