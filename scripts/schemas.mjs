/** Writes the JSON schemas of the files others read, from the types the engine itself checks them with. `--check` writes nothing. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';
import { format } from 'prettier';
import * as z from 'zod';
import { importSources } from './importSources.mjs';
import { jsonSchema, studyFiles } from './studyFiles.mjs';

const schemas = await importSources(`
  export { STUDIES } from './src/core/studies/studies.js';
  export { configSchema } from './src/core/prompt/settings/config.js';
  export { settingsSchema } from './src/core/prompt/settings/settings.js';
  export { comparisonRecordSchema } from './src/core/studies/comparison/schema.js';
  export { promptFileSchema } from './src/core/prompt/formats/githubModels.js';
  export { listingSchema, findingsSchema } from './src/cli/listing.js';
  export { inspectionSchema } from './src/cli/inspection.js';
  export { variantSchema } from './src/core/variants/variantSchema.js';
  export { importedSchema } from './src/core/variants/imported/importWordings.js';
  export { proposedCaseSchema } from './src/core/library/cases/proposedCases.js';
  export { scoresSchema } from './src/core/studies/sensitivity/printedScores.js';
  export { riskFileSchema } from './src/core/library/audit/riskFile.js';
  export { baselineSchema } from './src/core/studies/baseline/baseline.js';
  export { outcomeLineSchema } from './src/core/score/outcomeLines.js';
`);

const FILES = {
  ...(await studyFiles(schemas.STUDIES)),
  config: [schemas.configSchema, 'plumbline.yml'],
  prompt: [schemas.promptFileSchema, 'A GitHub Models prompt file'],
  listing: [schemas.listingSchema, 'The output of plumbline list --json'],
  findings: [schemas.findingsSchema, 'The output of plumbline lint --json'],
  comparison: [z.array(schemas.comparisonRecordSchema), 'The output of plumbline compare --json'],
  sensitivity: [schemas.settingsSchema, 'The sensitivity block of a prompt file'],
  inspection: [z.array(schemas.inspectionSchema), 'The output of plumbline inspect --json'],
  variants: [z.array(schemas.variantSchema), 'The output of plumbline variants --json'],
  imported: [z.array(schemas.importedSchema), 'The output of plumbline variants --import --json'],
  cases: [z.array(schemas.proposedCaseSchema), 'The output of plumbline cases --json'],
  scores: [schemas.scoresSchema, 'The output of plumbline score --json'],
  risk: [schemas.riskFileSchema, 'risk.yml: what prompts are for, and what can go wrong'],
  baseline: [schemas.baselineSchema, 'A baseline in .plumbline/baselines'],
  outcome: [schemas.outcomeLineSchema, 'A line of the input of plumbline score'],
};

const check = process.argv.includes('--check');
await mkdir('schemas', { recursive: true });
const keep = async (path, text) => {
  if (!check) await writeFile(path, text);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    process.stderr.write(`${path} is out of date. Run npm run schemas.\n`);
    process.exitCode = 1;
  }
};
for (const [name, [schema, title]] of Object.entries(FILES)) {
  const json = jsonSchema(schema, title);
  const text = await format(JSON.stringify(json), { parser: 'json', printWidth: 100 });
  await keep(`schemas/${name}.schema.json`, text);
}

// The type of a report for programs that import Plumbline, which need no schema library for it.
const [reportSchema] = FILES.report;
const types = await compile(jsonSchema(reportSchema, 'Report'), 'Report', {
  ...{ additionalProperties: false, bannerComment: '', format: false },
});
const style = { parser: 'typescript', printWidth: 100, singleQuote: true };
await keep('schemas/report.d.ts', await format(types, style));
