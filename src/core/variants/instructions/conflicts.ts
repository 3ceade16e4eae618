/** Instructions that ask for opposite things, and those that ask for the same twice. Only where their checks or words say so. */

import { normaliseAnswer } from '../../text/normalise.js';
import type { InstructionCheck } from './instructionCheck.js';
import { withoutMarker, type Instruction } from './instructions.js';

export interface Conflict {
  readonly kind: 'opposite' | 'duplicate';
  /** Places among the instructions. */
  readonly a: number;
  readonly b: number;
}

export function conflictsIn(instructions: readonly Instruction[]): Conflict[] {
  return instructions.flatMap((first, a) =>
    instructions.slice(a + 1).flatMap((second, at): Conflict[] => {
      const b = a + 1 + at;
      if (isSame(first, second)) return [{ kind: 'duplicate', a, b }];
      const areOpposite = first.checks.some((one) =>
        second.checks.some((other) => contradict(one, other)),
      );
      return areOpposite || areNegations(first, second) ? [{ kind: 'opposite', a, b }] : [];
    }),
  );
}

const plain = ({ text }: Instruction): string => normaliseAnswer(withoutMarker(text));

const isSame = (a: Instruction, b: Instruction): boolean => plain(a) === plain(b);

/** "Always cite sources." against "Never cite sources." */
const ALWAYS = /^(?:always|immer|toujours|siempre)\s+/u;
const NEVER = /^(?:never|do not|don[’']t|niemals|nie|ne jamais|nunca|no)\s+/u;

function areNegations(a: Instruction, b: Instruction): boolean {
  const [one, other] = [plain(a), plain(b)];
  const bare = (text: string) => text.replace(ALWAYS, '').replace(NEVER, '');
  return bare(one) === bare(other) && NEVER.test(one) !== NEVER.test(other);
}

function contradict(a: InstructionCheck, b: InstructionCheck): boolean {
  const [one, other] = [a, b] as const;
  if (one.kind === 'length' && other.kind === 'length')
    return (
      one.unit === other.unit &&
      ((one.most !== null && one.most < other.least) ||
        (other.most !== null && other.most < one.least))
    );
  if (one.kind === 'keyword' && other.kind === 'forbidden') return isWord(one.word, other.word);
  if (one.kind === 'forbidden' && other.kind === 'keyword') return isWord(one.word, other.word);
  if (one.kind === 'casing' && other.kind === 'casing') return one.casing !== other.casing;
  if (one.kind === 'language' && other.kind === 'language') return one.language !== other.language;
  const bullets = (check: InstructionCheck) =>
    check.kind === 'format' && check.format === 'bullets';
  const noBullets = (check: InstructionCheck) =>
    check.kind === 'absent' && check.what === 'bullets';
  return (bullets(one) && noBullets(other)) || (bullets(other) && noBullets(one));
}

const isWord = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
