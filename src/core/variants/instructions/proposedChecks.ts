/**
 * The checks an instruction's own words name, in English, German, French and Spanish. Only what it says for certain: a rule for
 * some answers ("if …", "unless …") has none, and a verb without its object in quotes has none either.
 */

import type { LanguageCode } from '../../text/languageWords.js';
import type { AbsentMark, InstructionCheck, Unit } from './instructionCheck.js';

/** A part of an answer, not the whole: "no more than 16 words per point", "- summary: one sentence". */
const OF_A_PART =
  /\b(?:per|each|every|sections?|bullets|inline|description|title|heading|field|key|jede[rsnm]?|pro|abschnitt|chaque|par|cada|por)\b|^\P{L}*[\p{L}_]+:\s/iu;

const CONDITION =
  /\b(?:if|when|whenever|unless|except|instead of|only for|in case|where possible|wenn|falls|außer|sofern|si|sauf|lorsque|quand|cuando|salvo|excepto)\b/iu;

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

const UNITS: readonly (readonly [RegExp, Unit])[] = [
  [/^(?:words?|wort|wörtern?|worte|mots?|palabras?)$/iu, 'words'],
  [/^(?:sentences?|satz|sätzen?|phrases?|frases?|oraci(?:ón|ones))$/iu, 'sentences'],
  [/^(?:characters?|zeichen|caractères?|caracteres?)$/iu, 'characters'],
  [/^(?:paragraphs?|absatz|absätzen?|paragraphes?|párrafos?)$/iu, 'paragraphs'],
  [/^(?:lines?|zeilen?|lignes?|líneas?)$/iu, 'lines'],
  [
    /^(?:bullets?|bullet points?|items?|points?|stichpunkten?|aufzählungspunkten?|puces?|viñetas?)$/iu,
    'items',
  ],
];
const UNIT =
  '(words?|wort|wörtern?|worte|mots?|palabras?|sentences?|satz|sätzen?|phrases?|frases?|oración|oraciones|characters?|zeichen|caractères?|caracteres?|paragraphs?|absatz|absätzen?|paragraphes?|párrafos?|lines?|zeilen?|lignes?|líneas?|bullet points?|bullets?|items?|points?|stichpunkten?|aufzählungspunkten?|puces?|viñetas?)';
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

/** Not in backticks, which hold code. */
const QUOTED = '["“„«\'‘]([^"”“»\'’\\n]{1,80})["”“»\'’]';
const NOT =
  "(?:never|do not|don[’']?t|avoid|without|must not|should not|may not|cannot|niemals|nie|nicht|nichts|kein(?:e|en)?|ohne|vermeide|jamais|ne|sans|évitez?|nunca|no|evita|sin)";
const SAY =
  '(?:mention|include|say|contain|write|add|use the words?|use the phrase|use the term|erwähne|verwende|nutze|enthält|schreibe|sage|mentionnez?|utilisez?|incluez?|écrivez?|menciona|usa|utiliza|incluye|di|escribe)';
const THE_WORD =
  '(?:(?:the|das|den|le|la|el|los|les)\\s+)?(?:(?:exact\\s+)?(?:words?|phrase|term|keyword|sentence|wort|begriff|satz|mot|terme|palabra|término|frase)\\s+)?';

const MARK_NAMES: readonly (readonly [RegExp, AbsentMark])[] = [
  [
    /\b(?:exclamation (?:marks?|points?)|ausrufe(?:zeichen|satz)|points? d[’']exclamation|signos? de exclamación)/iu,
    'exclamation marks',
  ],
  [
    /\b(?:question marks?|fragezeichen|points? d[’']interrogation|signos? de interrogación)/iu,
    'question marks',
  ],
  [/\bemojis?\b/iu, 'emoji'],
  [/\bsemicolons?\b/iu, 'semicolons'],
  [/\b(?:em[- ]?dash(?:es)?|gedankenstriche?)\b/iu, 'dashes'],
  [/\b(?:digits|numerals|ziffern|chiffres|cifras)\b/iu, 'digits'],
  [
    /\b(?:bullet points?|bullets|bulleted lists?|lists?|aufzählungen|listen|listes?|listas?)\b/iu,
    'bullets',
  ],
  [/\bmarkdown\b/iu, 'markdown'],
  [/\b(?:parenthes[ei]s|klammern|parenthèses|paréntesis)\b/iu, 'parentheses'],
];

const LANGUAGES: readonly (readonly [RegExp, LanguageCode])[] = [
  [/\b(?:english|englisch|anglais|inglés)\b/iu, 'en'],
  [/\b(?:german|deutsch|allemand|alemán)\b/iu, 'de'],
  [/\b(?:french|französisch|français|francés)\b/iu, 'fr'],
  [/\b(?:spanish|spanisch|espagnol|español)\b/iu, 'es'],
  [/\b(?:italian|italienisch|italien|italiano)\b/iu, 'it'],
  [/\b(?:portuguese|portugiesisch|portugais|portugués)\b/iu, 'pt'],
  [/\b(?:dutch|niederländisch|néerlandais|neerlandés)\b/iu, 'nl'],
  [/\b(?:japanese|japanisch|japonais|japonés)\b/iu, 'ja'],
  [/\b(?:chinese|chinesisch|chinois|chino)\b/iu, 'zh'],
];
const ANSWER =
  '(?:answer|reply|respond|write|return|output|response|antworte|schreibe?|antwort|réponds|répondez|écris|écrivez|réponse|responde|escribe|respuesta)';

const isNegated = (text: string): boolean =>
  new RegExp(`(?:^|[^\\p{L}])${NOT}(?![\\p{L}])`, 'iu').test(text);

/** Of one instruction, each once; none where it names nothing that can be looked up. */
export function proposedChecks(instruction: string): InstructionCheck[] {
  const text = instruction.replace(/\s+/gu, ' ').trim();
  if (CONDITION.test(text)) return [];
  const found = [
    ...lengths(text),
    ...wordChecks(text),
    ...marks(text),
    ...places(text),
    ...forms(text),
  ];
  return found.filter(
    (check, at) => found.findIndex((each) => JSON.stringify(each) === JSON.stringify(check)) === at,
  );
}

const unitOf = (text: string): Unit =>
  UNITS.find(([pattern]) => pattern.test(text))?.[1] ?? 'words';
const numberOf = (text: string): number => NUMBERS[text.toLowerCase()] ?? Number(text);

function lengths(text: string): InstructionCheck[] {
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
  for (const [phrase, how] of LENGTHS) {
    const match = new RegExp(`\\b${phrase}\\s+${NUMBER}${BETWEEN}${UNIT}(?![\\p{L}])`, 'iu').exec(
      text,
    );
    if (match) return [lengthOf(how, numberOf(match[1] ?? ''), unitOf(match[2] ?? ''))];
  }
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

/** "Do not write more than 30 words": of a negated length only this is certain. "No more than" is none. */
function forbiddenLength(text: string): InstructionCheck[] {
  for (const [phrase, how] of LENGTHS) {
    const match = new RegExp(`\\b${phrase}\\s+${NUMBER}${BETWEEN}${UNIT}(?![\\p{L}])`, 'iu').exec(
      text,
    );
    if (!match) continue;
    const [n, unit] = [numberOf(match[1] ?? ''), unitOf(match[2] ?? '')];
    if (how === 'above') return [lengthOf('most', n, unit)];
    if (how === 'below') return [lengthOf('least', n, unit)];
    // "Use no more than 30 words" is negated by its own phrase.
    return new RegExp(`^(?:no|not|nicht|pas|no más)\\b`, 'iu').test(match[0].trim())
      ? [lengthOf(how, n, unit)]
      : [];
  }
  return [];
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

function wordChecks(text: string): InstructionCheck[] {
  const order = new RegExp(`${QUOTED}\\s+(?:before|vor|avant|antes de)\\s+${QUOTED}`, 'iu').exec(
    text,
  );
  if (order) return [{ kind: 'order', first: order[1] ?? '', second: order[2] ?? '' }];
  const said = new RegExp(
    `\\b${SAY}\\s+(?:(?:always|also|immer|toujours|siempre)\\s+)?${THE_WORD}${QUOTED}`,
    'giu',
  );
  const isForbidden = isNegated(text);
  return [...text.matchAll(said)].flatMap(([, word = '']): InstructionCheck[] =>
    /\p{L}|\p{N}/u.test(word)
      ? [{ kind: isForbidden ? 'forbidden' : 'keyword', word: word.trim() }]
      : [],
  );
}

function marks(text: string): InstructionCheck[] {
  const match = new RegExp(`(?:^|[^\\p{L}])${NOT}\\s+([^.;]*)`, 'iu').exec(text);
  const named = match?.[1] ?? '';
  // "Do not forget the list" forbids no list.
  if (/^(?:forget|skip|omit|overuse|vergiss|oublie|olvides?)/iu.test(named)) return [];
  return MARK_NAMES.filter(([pattern]) => pattern.test(named)).map(([, what]) => ({
    kind: 'absent',
    what,
  }));
}

function places(text: string): InstructionCheck[] {
  if (isNegated(text)) return [];
  const at = (verbs: string) =>
    new RegExp(
      `\\b(?:${verbs})\\b[^"“„«'‘\`.]{0,40}?(?:with|by saying|mit|par|con)\\s+${THE_WORD}${QUOTED}`,
      'iu',
    ).exec(text)?.[1];
  const [start, end] = [
    at(
      'start|starts|begin|begins|open|beginne|beginnt|starte|commence|commencez|débute|empieza|comienza',
    ),
    at(
      'end|ends|finish|close|conclude|beende|ende|schließe|termine|terminez|finis|finissez|acaba|finaliza',
    ),
  ];
  return [
    ...(start === undefined ? [] : [{ kind: 'start', with: start } as const]),
    ...(end === undefined ? [] : [{ kind: 'end', with: end } as const]),
  ];
}

function forms(text: string): InstructionCheck[] {
  const found: InstructionCheck[] = [];
  if (isNegated(text) || /^\P{L}*(?:the|each|every|an?|all)\b/iu.test(text)) return found;
  const isWhole = new RegExp(
    `\\b(?:${ANSWER}|all|everything|entirely|only|alles|tout|todo)\\b`,
    'iu',
  ).test(text);
  if (isWhole && /\b(?:lower ?case|kleinbuchstaben|minuscules|minúsculas)\b/iu.test(text))
    found.push({ kind: 'casing', casing: 'lower' });
  if (
    isWhole &&
    /\b(?:upper ?case|all caps|capital letters|großbuchstaben|majuscules|mayúsculas)\b/iu.test(text)
  )
    found.push({ kind: 'casing', casing: 'upper' });
  const isAbout = new RegExp(`\\b${ANSWER}\\b`, 'iu').test(text);
  const said = [...text.matchAll(/\b(?:in|auf|en)\s+(\p{L}+)/giu)].map(([, word = '']) => word);
  const language = isAbout
    ? LANGUAGES.find(([pattern]) => said.some((word) => pattern.test(word)))
    : undefined;
  if (language) found.push({ kind: 'language', language: language[1] });
  if (
    new RegExp(
      `^(?:\\P{L}*\\p{L}+){0,3}?\\P{L}*\\b(?:${ANSWER}|provide|format|give)\\b`,
      'iu',
    ).test(text)
  ) {
    if (/\bjson\b/iu.test(text)) found.push({ kind: 'format', format: 'json' });
    if (
      /\b(?:bullet(?:ed)? (?:list|points?)|stichpunkte|liste à puces|viñetas)\b/iu.test(text) &&
      !/\d/u.test(text)
    )
      found.push({ kind: 'format', format: 'bullets' });
    if (/\b(?:numbered list|nummerierte liste|liste numérotée|lista numerada)\b/iu.test(text))
      found.push({ kind: 'format', format: 'numbered' });
    if (/\bmarkdown table\b/iu.test(text)) found.push({ kind: 'format', format: 'table' });
  }
  return found;
}
