import { number, thousands } from '../../say/figures.js';
import { shotsName } from '../../words/planWords.js';
import { cases } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import { shotsSentence } from '../../words/shotsSentence.js';
import type { StudyView } from '../../words/studyView.js';
import { framed } from '../framed.js';
import type { FewShot } from './schema.js';

export function fewShotView(result: FewShot, say: Say): StudyView {
  const { plan, findings } = result;
  return framed(result, say, {
    title: say('Would examples help?'),
    sentence: shotsSentence(findings, say),
    tone: findings.cheapest !== null && findings.cheapest !== 'file' ? 'good' : 'none',
    facts: [cases(plan.cases, say)],
    rows: findings.rows.map((row) => ({
      id: row.shots,
      tone: row.shots === findings.best ? ('good' as const) : ('none' as const),
      title: shotsName(row.shots, say),
      sentence: [
        row.accuracy === null
          ? null
          : say('accuracy {value}', { value: number(row.accuracy, say) }),
        row.tokensPerCall === null
          ? null
          : say('{n} tokens a call', { n: thousands(row.tokensPerCall, say) }),
      ]
        .filter((part) => part !== null)
        .join(', '),
      figures:
        row.effect === null ? null : say('effect {value}', { value: number(row.effect, say) }),
      line: null,
    })),
    advice: null,
  });
}
