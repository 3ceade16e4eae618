/** Every similarity of two texts at once, from forms of each text that are made once (METRICS 9). */

import { bleuOf, bleuTokens } from '../text/bleu.js';
import { chrfOf, chrfSymbols } from '../text/chrf.js';
import { editSimilarity } from '../text/editSimilarity.js';
import { jsonSimilarity } from '../text/jsonDiff.js';
import { tokenNumbers } from '../text/ngrams.js';
import { rougeFs, rougeTokens } from '../text/rouge.js';
import { squadNormalise, wordBags, type WordBag, type WordBags } from '../text/tokenF1.js';

/** Each in [0,1], BLEU and chrF divided by 100, those that are not symmetric averaged over both directions. */
export interface TextSimilarity {
  readonly exact: number;
  readonly f1: number;
  readonly bleu: number;
  /** Null where neither text holds a Latin letter or a digit, for the measure knows nothing else. */
  readonly rouge1: number | null;
  /** Null also where neither text has two words. */
  readonly rouge2: number | null;
  readonly rougeL: number | null;
  readonly chrf: number;
  readonly levenshtein: number;
  /** Null where either text is not JSON. */
  readonly json: number | null;
}

interface Forms {
  readonly normalised: string;
  readonly bag: WordBag;
  readonly words: Int32Array;
  readonly latin: Int32Array;
  readonly symbols: Int32Array;
}

/** Makes a comparison that remembers the texts it has seen: answers of one run often repeat. */
export function textSimilarity({
  json,
}: {
  json: boolean;
}): (a: string, b: string) => TextSimilarity {
  const known = new Map<string, Forms>();
  const [bags, words, latin] = [wordBags(), tokenNumbers(), tokenNumbers()];
  const formsOf = (text: string): Forms => {
    const found = known.get(text) ?? {
      normalised: squadNormalise(text),
      bag: bags.bagOf(text),
      words: words(bleuTokens(text)),
      latin: latin(rougeTokens(text)),
      symbols: chrfSymbols(text),
    };
    known.set(text, found);
    return found;
  };
  return (a, b) => compared({ a, b, json, bags }, formsOf(a), formsOf(b));
}

function compared(
  { a, b, json, bags }: { a: string; b: string; json: boolean; bags: WordBags },
  first: Forms,
  second: Forms,
): TextSimilarity {
  const structure = json ? jsonSimilarity(a, b) : null;
  const rouge = rougeOf(a === b, first.latin, second.latin);
  if (a === b) {
    const any = (symbols: Int32Array) => (symbols.length > 0 ? 1 : 0);
    const [bleu, chrf] = [any(first.words), any(first.symbols)];
    return { exact: 1, f1: 1, bleu, ...rouge, chrf, levenshtein: 1, json: structure };
  }
  const bleu = bleuOf(first.words, second.words);
  const chrf = chrfOf(first.symbols, second.symbols);
  return {
    exact: first.normalised === second.normalised ? 1 : 0,
    f1: bags.f1(first.bag, second.bag),
    bleu: (bleu.forward + bleu.backward) / 200,
    ...rouge,
    chrf: (chrf.forward + chrf.backward) / 200,
    levenshtein: editSimilarity(a, b),
    json: structure,
  };
}

function rougeOf(same: boolean, a: Int32Array, b: Int32Array) {
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return { rouge1: null, rouge2: null, rougeL: null };
  const [rouge1, rouge2, rougeL] = same ? [1, 1, 1] : rougeFs(a, b);
  return { rouge1, rouge2: longer < 2 ? null : rouge2, rougeL };
}
