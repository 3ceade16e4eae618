import type { ScoreInput, VariantRole } from '../../src/core/score/scoreInput.js';
import type { Answer, TokenConfidence } from '../../src/core/answers/answer.js';

export const observation = (part: Partial<Answer>): Answer => ({
  variant: 'original',
  shots: 'file',
  case: '1',
  repeat: 1,
  text: '',
  answer: null,
  score: null,
  truncated: false,
  confidence: null,
  ...part,
});

export const variant = (id: string, part: Partial<VariantRole> = {}): VariantRole => ({
  id,
  class: id.replace(/-\d+$/, ''),
  stress: false,
  reviewed: true,
  ...part,
});

export const confidence = (part: Partial<TokenConfidence>): TokenConfidence => ({
  geoMean: 1,
  minToken: 1,
  perplexity: 1,
  margin: null,
  entropy: null,
  answer: null,
  coverage: null,
  ...part,
});

/** Scores as `[case][variant][repeat]`; null is a missing cell. The first variant is the original. */
export function scoreInput(
  scores: readonly (readonly (readonly (number | null)[])[])[],
  part: Partial<ScoreInput> = {},
): ScoreInput {
  const ids = (scores[0] ?? []).map((_, index) => (index === 0 ? 'original' : `format-${index}`));
  const observations = scores.flatMap((cells, caseIndex) =>
    cells.flatMap((repeats, index) =>
      repeats.flatMap((score, repeat) =>
        score === null
          ? []
          : [
              observation({
                case: String(caseIndex + 1),
                variant: ids[index] as string,
                repeat: repeat + 1,
                text: `answer ${score}`,
                answer: `answer ${score}`,
                score,
              }),
            ],
      ),
    ),
  );
  return {
    answers: observations,
    variants: ids.map((id) => variant(id)),
    original: 'original',
    shots: 'file',
    labels: null,
    distance: 'text',
    deterministic: false,
    failed: 0,
    seed: 1,
    ...part,
  };
}
