import { describe, expect, it } from 'vitest';
import { auditOf, snapshotOf, type AuditInput } from '../../../src/core/library/audit/audit.js';
import { auditMarkdown, auditPage } from '../../../src/core/library/audit/auditDocument.js';
import { summariseFeedback } from '../../../src/core/library/audit/feedback.js';
import { parseRiskFile } from '../../../src/core/library/audit/riskFile.js';
import { expectGolden } from '../../support/golden.js';
import { sampleReport } from '../../support/sampleReport.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';

const prompt = promptFrom(
  TRIAGE.replace('ticket: Refund me\n', 'ticket: Refund me\n    risks: [money, typo]\n'),
);
const report = await sampleReport();

const RISK = `purpose: Sort tickets.
risks:
  - { id: money, description: A refund is missed, owner: care, mitigation: second look }
  - { id: privacy, description: A name leaks }
thresholds:
  - { metric: accuracy, min: 0.5, justification: half is better than chance }
reviewers: [{ name: Ada, date: 2026-01-02 }]
`;
const input = (part: Partial<AuditInput> = {}): AuditInput => ({
  ...{
    prompt,
    report,
    stale: null,
    studies: [],
    feedback: null,
    files: { 'a.yml': 'x' },
    last: null,
  },
  risk: parseRiskFile(RISK).risk,
  ...part,
});

describe('risk.yml', () => {
  it('says where it is wrong', () => {
    const { risk, problems } = parseRiskFile('purpose: x\nrisks:\n  - { id: a }\n');
    expect(risk).toBeNull();
    expect(problems).toMatchObject([{ line: 3, severity: 'error' }]);
  });
});

describe('an audit', () => {
  it('names what tests a risk, and what does not', () => {
    const { coverage, gaps } = auditOf(input());
    expect(coverage.map(({ id, cases }) => [id, cases])).toEqual([
      ['money', 1],
      ['privacy', 0],
    ]);
    expect(gaps).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^No case tests the risk privacy/),
        'Cases name the risk typo, which risk.yml does not have.',
        'The risk privacy has no owner and no mitigation.',
        expect.stringMatching(/^Not tested: .*drift/),
      ]),
    );
    expect(gaps.join()).not.toContain('reviewed');
  });

  it('says what is missing altogether', () => {
    const { gaps } = auditOf(input({ risk: null, report: null }));
    expect(gaps).toEqual(
      expect.arrayContaining([
        'There is no risk.yml: purpose, risks and reviewers are not written down.',
        'The prompt was never tested.',
      ]),
    );
  });

  it('gives limits with the reason, and says where there is none', () => {
    const { thresholds, gaps } = auditOf(input());
    expect(thresholds.map(({ metric, justification }) => [metric, justification])).toEqual([
      ['pss.excess', null],
      ['accuracy', 'half is better than chance'],
    ]);
    expect(gaps).toContain('Nobody says why the limit of pss.excess is what it is.');
  });

  it('says what changed since the last one', () => {
    const first = auditOf(input({ risk: null }));
    const last = snapshotOf(first, '2026-01-01T00:00:00.000Z');
    const { changes } = auditOf(input({ files: { 'a.yml': 'y', 'risk.yml': 'z' }, last }));
    expect(changes).toEqual([
      'a.yml changed.',
      'risk.yml is new.',
      'No longer open: There is no risk.yml: purpose, risks and reviewers are not written down.',
      'No longer open: Cases name the risk money, which risk.yml does not have.',
      'No longer open: Nobody says why the limit of accuracy is what it is.',
    ]);
    expect(auditOf(input({ risk: null, last })).changes).toEqual([]);
  });

  it('is written as Markdown and as a page', () => {
    const said = (rater: string, thumb: 'up' | 'down') => ({
      ...{ at: '2026-01-01', rater, case: '1', variant: 'original', answer: 'bug', thumb },
    });
    const feedback = summariseFeedback([said('ada', 'up'), said('bob', 'down')]);
    const first = auditOf(input({ risk: null }));
    const last = snapshotOf(first, '2026-01-01T00:00:00.000Z');
    const audits = [auditOf(input({ feedback, last }))];
    expectGolden('test/fixtures/audit/audit.md', auditMarkdown(audits, '1.0'));
    expectGolden('test/fixtures/audit/audit.html', auditPage(audits, '1.0'));
  });

  it('says that it claims no conformity, and claims none', () => {
    for (const text of [
      auditMarkdown([auditOf(input())], '1.0'),
      auditPage([auditOf(input())], '1.0'),
    ]) {
      expect(text).toContain('It claims no conformity with a law or standard.');
      expect(text.replace('It claims no conformity', '')).not.toMatch(
        /\b(?:conform\w*|compliant|complies|certif\w*)\b/i,
      );
    }
  });

  it('is a document that breaks by nothing it quotes, and claims no conformity', () => {
    const hostile = input({
      risk: parseRiskFile(`purpose: "<script>alert(1)</script> | x"\n`).risk,
    });
    const audits = [auditOf(hostile)];
    const [markdown, page] = [auditMarkdown(audits, '1.0'), auditPage(audits, '1.0')];
    expect(markdown).toContain('\\<script\\>alert(1)\\</script\\> \\| x');
    expect(page).not.toContain('<script>alert');
    for (const text of [markdown, page]) expect(text).toContain('It claims no conformity');
  });
});
