/** `plumbline prices`: what models cost, where each price is from, and how to say another one. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../core/errors.js';
import { setPrice } from '../../core/library/setPrice.js';
import type { Config } from '../../core/prompt/settings/config.js';
import { printable } from '../../core/text/printable.js';
import { TRIAL_MODEL } from '../../node/chooseModel.js';
import { listPrice, listPriceOf, PRICE_LIST } from '../../node/listPrice.js';
import { exists, findWorkspaceOf } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal, type Terminal } from '../output.js';
import { pricesText, type PriceRow } from '../pricesText.js';
import { worded, type Worded } from '../../core/say/worded.js';
import { listed } from '../../core/say/listSaid.js';

export interface PriceOptions {
  readonly input?: number;
  readonly output?: number;
  readonly cachedInput?: number;
  readonly json?: boolean;
}

export async function prices(names: readonly string[], options: PriceOptions): Promise<number> {
  const terminal = openTerminal();
  const { root, config } = await findWorkspaceOf(process.cwd());
  const { input, output, cachedInput } = options;
  const isWriting = [input, output, cachedInput].some((each) => each !== undefined);
  if (isWriting) await write(names, options, { config, root, terminal });
  const current = isWriting ? (await findWorkspaceOf(process.cwd())).config : config;
  const asked = names.length > 0 ? names : Object.keys(current.models ?? {});
  if (asked.length === 0)
    throw new UserError(worded`No plumbline.yml with models was found for this folder.`, {
      commandLine: worded`Name one: plumbline prices gpt-4.1-mini`,
    });
  const rows = await Promise.all(asked.map((name) => rowOf(name, current)));
  const found = { priceList: PRICE_LIST, prices: rows.map(jsonOf) };
  terminal.out(
    options.json ? JSON.stringify(found, null, 2) : printable(pricesText(rows, terminal.words)),
  );
  return EXIT.ok;
}

/** The key of `models` that a name, an alias or a model id stands for; undefined where plumbline.yml has none. */
function keyOf(name: string, { models = {}, aliases = {} }: Config): string | undefined {
  const key = Object.hasOwn(aliases, name) ? (aliases[name] as string) : name;
  if (Object.hasOwn(models, key)) return key;
  return Object.keys(models).find((each) => models[each]?.model === key);
}

/** Throws `UserError` for a model that neither plumbline.yml nor the price list has. */
async function rowOf(name: string, config: Config): Promise<PriceRow> {
  const key = keyOf(name, config);
  const configured = key === undefined ? undefined : config.models?.[key];
  if (key === undefined || !configured) return unconfigured(name, config);
  const { model, baseUrl, price } = configured;
  const row = { name: key, model, baseUrl };
  if (price) return { ...row, price, source: 'plumbline.yml' };
  const listed = await listPrice(baseUrl, model);
  return { ...row, price: listed, source: listed && 'price list' };
}

async function unconfigured(name: string, config: Config): Promise<PriceRow> {
  const row = { name, model: name, baseUrl: null };
  if (name === TRIAL_MODEL)
    return { ...row, price: { input: 0, output: 0 }, source: 'this machine' };
  const price = await listPriceOf(name);
  if (price) return { ...row, price, source: 'price list' };
  throw unknownModel(
    worded`Neither plumbline.yml nor the price list has the model "${name}".`,
    config,
  );
}

function unknownModel(unknown: Worded, { models = {} }: Config): UserError {
  const known = Object.keys(models);
  const configured = worded`Configured: ${listed(known)}.`;
  return new UserError(
    known.length === 0 ? unknown : (say) => `${unknown(say)} ${configured(say)}`,
  );
}

interface Place {
  readonly config: Config;
  readonly root: string;
  readonly terminal: Terminal;
}

async function write(
  names: readonly string[],
  options: PriceOptions,
  { config, root, terminal }: Place,
): Promise<void> {
  const [name] = names;
  if (name === undefined || names.length > 1)
    throw new UserError(
      worded`A price is set for one model: plumbline prices MODEL --input … --output …`,
    );
  const path = join(root, 'plumbline.yml');
  if (!(await exists(path)))
    throw new UserError(worded`There is no plumbline.yml to write the price into.`, {
      commandLine: worded`Create one: plumbline init`,
    });
  const key = keyOf(name, config);
  if (key === undefined)
    throw unknownModel(worded`plumbline.yml does not have the model "${name}".`, config);
  const price = await completed(name, options, config);
  const after = setPrice(await readFile(path, 'utf8'), key, price);
  if (after === null)
    throw new UserError(
      worded`The price of "${key}" cannot be written without changing other models: plumbline.yml shares it by a YAML alias. Write it there by hand.`,
    );
  await writeText(path, after);
  terminal.say(worded`Wrote the price of ${printable(key)} to ${path}.`);
}

/** What is not given stays as it is. Throws `UserError` where nothing is known of it. */
async function completed(name: string, options: PriceOptions, config: Config) {
  const before = (await rowOf(name, config)).price;
  const input = options.input ?? before?.input;
  const output = options.output ?? before?.output;
  const cachedInput = options.cachedInput ?? before?.cachedInput;
  if (input === undefined || output === undefined)
    throw new UserError(
      worded`No price of "${name}" is known so far: give both --input and --output.`,
    );
  if (cachedInput !== undefined && cachedInput > input)
    throw new UserError(
      worded`The price of cached input ($${cachedInput}) is higher than that of input ($${input}). Lower it with --cached-input.`,
    );
  return { input, output, ...(cachedInput === undefined ? {} : { cachedInput }) };
}

const jsonOf = ({ name, model, baseUrl, price, source }: PriceRow) => ({
  ...{ name, model, baseUrl, source },
  ...{ input: price?.input ?? null, output: price?.output ?? null },
  cachedInput: price?.cachedInput ?? null,
});
