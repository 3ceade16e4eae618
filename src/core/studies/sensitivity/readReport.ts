import { UserError } from '../../errors.js';
import { isRecord } from '../../text/narrow.js';
import { REPORT_VERSION, reportSchema, type Report } from './schema.js';
import { fromVersion1 } from './version1.js';
import { worded } from '../../say/worded.js';

/**
 * A report from a file's text. Throws `UserError` when it is damaged, of a newer version, or no report at all; one of version 1 is brought
 * up to date.
 */
export function readReport(text: string, name: string): Report {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new UserError(
      worded`${name} is not a whole report: ${(error as Error).message}. Was it written to its end?`,
    );
  }
  if (Array.isArray(value) && value.length === 1) [value] = value as unknown[];
  if (Array.isArray(value)) {
    throw new UserError(worded`${name} holds ${value.length} reports. Open a file with one.`, {
      commandLine: worded`\`plumbline test\` on one prompt writes such a file.`,
    });
  }
  const version = isRecord(value) ? value['version'] : null;
  if (typeof version === 'number' && version > REPORT_VERSION) {
    throw new UserError(
      worded`${name} is a report of version ${version}, and this Plumbline reads up to ${REPORT_VERSION}. Update Plumbline to open it.`,
    );
  }
  const report = reportSchema.safeParse(
    isRecord(value) && version === 1 ? fromVersion1(value) : value,
  );
  if (report.success) return report.data;
  const [issue] = report.error.issues;
  const where =
    issue && issue.path.length > 0 ? ` (${issue.path.join('.')}: ${issue.message})` : '';
  throw new UserError(worded`${name} is not a report Plumbline wrote, or it is damaged${where}.`);
}
