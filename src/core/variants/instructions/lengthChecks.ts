/** How long an instruction lets an answer be, from its own words. */

import type { InstructionCheck, Unit } from './instructionCheck.js';
import { isNegated } from './negation.js';

/** A part of an answer, not the whole: "no more than 16 words per point", "- summary: one sentence". */
const OF_A_PART =
  /\b(?:per|each|every|sections?|bullets|inline|descriptions?|titles?|headings?|fields?|keys?|jede[rsnm]?|pro|abschnitt|chaque|par|cada|por)\b|^\P{L}*[\p{L}_]+:\s/iu;

const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  single: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  twenty: 20,
  fifty: 50,
  ein: 1,
  eine: 1,
  einem: 1,
  einen: 1,
  einer: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  uno: 1,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
};
const NUMBER = `(\\d{1,4}|${Object.keys(NUMBERS).join('|')})`;

const UNITS: readonly (readonly [string, Unit])[] = [
  ['words?|wort|wörtern?|worte|mots?|palabras?', 'words'],
  ['sentences?|satz|sätzen?|phrases?|frases?|oración|oraciones', 'sentences'],
  ['characters?|zeichen|caractères?|caracteres?', 'characters'],
  ['paragraphs?|absatz|absätzen?|paragraphes?|párrafos?', 'paragraphs'],
  ['lines?|zeilen?|lignes?|líneas?', 'lines'],
  [
    'bullet points?|bullets?|items?|points?|stichpunkten?|aufzählungspunkten?|puces?|viñetas?',
    'items',
  ],
];
const UNIT = `(${UNITS.map(([names]) => names).join('|')})`;
/** Adjectives between a number and its unit: "three short sentences". */
const BETWEEN =
  '(?:\\s+(?:short|concise|brief|complete|full|simple|clear|kurzen?|courtes?|cortas?))?\\s+';

const LENGTHS: readonly (readonly [string, 'most' | 'least' | 'exact' | 'below' | 'above'])[] = [
  [
    '(?:at most|no more than|not more than|up to|a maximum of|maximum(?: of)?|max\\.?|within|höchstens|maximal|nicht mehr als|au plus|au maximum|pas plus de|maximum de|como máximo|máximo(?: de)?|no más de)',
    'most',
  ],
  ['(?:fewer than|less than|under|below|weniger als|moins de|menos de)', 'below'],
  [
    '(?:at least|no fewer than|no less than|a minimum of|minimum(?: of)?|mindestens|au moins|al menos|como mínimo)',
    'least',
  ],
  ['(?:more than|over|mehr als|plus de|más de)', 'above'],
  ['(?:exactly|precisely|genau|exactement|exactamente)', 'exact'],
];

const unitOf = (text: string): Unit =>
  UNITS.find(([names]) => new RegExp(`^(?:${names})$`, 'iu').test(text))?.[1] ?? 'words';
const numberOf = (text: string): number => NUMBERS[text.toLowerCase()] ?? Number(text);

/** The length an instruction sets the whole answer; none of a part of it. */
export function lengths(text: string): InstructionCheck[] {
  if (OF_A_PART.test(text)) return [];
  if (isNegated(text)) return forbiddenLength(text);
  const range = new RegExp(
    `${NUMBER}\\s*(?:-|–|to|bis|à|a)\\s*${NUMBER}${BETWEEN}${UNIT}\\b`,
    'iu',
  ).exec(text);
  if (range)
    return [
      {
        ...{ kind: 'length', unit: unitOf(range[3] ?? '') },
        ...{ least: numberOf(range[1] ?? ''), most: numberOf(range[2] ?? '') },
      },
    ];
  const stated = statedLength(text);
  if (stated) return [lengthOf(stated.how, stated.n, stated.unit)];
  const orLess = new RegExp(
    `${NUMBER}${BETWEEN}${UNIT} (?:or (?:less|fewer)|oder weniger|ou moins|o menos|maximum|max\\b)`,
    'iu',
  ).exec(text);
  if (orLess) return [lengthOf('most', numberOf(orLess[1] ?? ''), unitOf(orLess[2] ?? ''))];
  const plain = new RegExp(
    `(?:\\b(?:in|with|using|of|use|write|auf|mit|en|avec|con)\\s+(?:a |an )?|^)${NUMBER}${BETWEEN}${UNIT}(?![\\p{L}])`,
    'iu',
  ).exec(text);
  return plain ? [lengthOf('exact', numberOf(plain[1] ?? ''), unitOf(plain[2] ?? ''))] : [];
}

/** "At most 30 words", and whatever else says how a number is meant; null where nothing does. */
function statedLength(text: string) {
  for (const [phrase, how] of LENGTHS) {
    const match = new RegExp(`\\b${phrase}\\s+${NUMBER}${BETWEEN}${UNIT}(?![\\p{L}])`, 'iu').exec(
      text,
    );
    if (match)
      return { how, n: numberOf(match[1] ?? ''), unit: unitOf(match[2] ?? ''), said: match[0] };
  }
  return null;
}

/** "Do not write more than 30 words": of a negated length only this is certain. "No more than" is none. */
function forbiddenLength(text: string): InstructionCheck[] {
  const stated = statedLength(text);
  if (!stated) return [];
  const { how, n, unit, said } = stated;
  if (how === 'above') return [lengthOf('most', n, unit)];
  if (how === 'below') return [lengthOf('least', n, unit)];
  // "Use no more than 30 words" is negated by its own phrase.
  return /^(?:no|not|nicht|pas|no más)\b/iu.test(said) ? [lengthOf(how, n, unit)] : [];
}

function lengthOf(how: (typeof LENGTHS)[number][1], n: number, unit: Unit): InstructionCheck {
  const bounds = {
    most: { least: 0, most: n },
    below: { least: 0, most: n - 1 },
    least: { least: n, most: null },
    above: { least: n + 1, most: null },
    exact: { least: n, most: n },
  } as const;
  return { kind: 'length', unit, ...bounds[how] };
}
