/** `plumbline batch import`: the report of a test whose answers came in files. */

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { UserError } from '../../core/errors.js';
import { batchProvider, batchResults } from '../../core/models/batch.js';
import { auxiliaryModel, type Endpoint } from '../../core/models/endpoint.js';
import type { Price } from '../../core/ports/model.js';
import { asWhole, oneOf } from '../batch.js';
import { EXIT, exitOfReport } from '../exitCodes.js';
import { openTest } from '../openTest.js';
import { writeReports } from '../reportFiles.js';
import { testPrompt } from '../testPrompt.js';
import { withTrialModel } from '../withTrialModel.js';
import { worded } from '../../core/say/worded.js';
import { counted } from '../../core/say/plural.js';
import type { Terminal } from '../output.js';

export async function importBatch(
  file: string,
  names: readonly string[],
  rawOptions: Record<string, unknown>,
): Promise<number> {
  const options = asWhole(rawOptions);
  const discount = (rawOptions['discount'] as number | undefined) ?? 0.5;
  if (discount > 1) throw new UserError(worded`--discount is a share, for example 0.5.`);
  return withTrialModel(async (place) => {
    const context = { ...place, options };
    const { terminal } = context;
    const test = await openTest(file, context);
    const [{ endpoint, note }] = oneOf(test.endpoints);
    const results = batchResults({
      ...{ baseUrl: endpoint.provider.id, model: endpoint.model },
      ...(endpoint.api ? { api: endpoint.api } : {}),
    });
    for (const name of names) await readInto(results, name, terminal.say);
    const report = await testPrompt(test.subject, test.settings, {
      workspace: test.workspace,
      endpoint: batchEndpoint(endpoint, batchProvider(results, endpoint.provider), discount),
      ...{ note, context, writesParaphrases: false },
    });
    if (!report) return EXIT.ok;
    await writeReports([{ report, studies: [] }], options, { several: false, say: terminal.say });
    return exitOfReport(report, options.strict ?? false);
  });
}

/** The answers are there; who judges them is asked as always. */
function batchEndpoint(
  endpoint: Endpoint,
  provider: Endpoint['provider'],
  discount: number,
): Endpoint {
  const { price } = endpoint;
  return {
    ...endpoint,
    judge: endpoint.judge ?? auxiliaryModel(endpoint),
    provider,
    concurrency: 32,
    price: price && discounted(price, 1 - discount),
  };
}

const discounted = ({ cachedInput, ...price }: Price, share: number): Price => ({
  ...price,
  ...{ input: price.input * share, output: price.output * share },
  ...(cachedInput === undefined ? {} : { cachedInput: cachedInput * share }),
});

async function readInto(
  results: ReturnType<typeof batchResults>,
  name: string,
  say: Terminal['say'],
): Promise<void> {
  let unread = 0;
  try {
    const lines = createInterface({ input: createReadStream(name, 'utf8'), crlfDelay: Infinity });
    for await (const line of lines) if (line.trim() !== '' && !results.add(line)) unread += 1;
  } catch (error) {
    throw new UserError(worded`${name} cannot be read: ${(error as Error).message}`);
  }
  if (unread > 0)
    say(
      worded`${name}: ${counted(unread, '1 line', '{n} lines')} without a custom_id, which no result of a batch lacks, left out.`,
    );
}
