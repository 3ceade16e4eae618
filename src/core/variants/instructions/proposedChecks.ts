/**
 * The checks an instruction's own words name, in English, German, French and Spanish. Only what it says for certain: a rule for
 * some answers ("if …", "unless …") has none, and a verb without its object in quotes has none either.
 */

import type { LanguageCode } from '../../text/languageWords.js';
import type { AbsentMark, InstructionCheck } from './instructionCheck.js';
import { lengths } from './lengthChecks.js';
import { isNegated, NOT } from './negation.js';

const CONDITION =
  /\b(?:if|when|whenever|unless|except|instead of|only for|in case|where possible|wenn|falls|außer|sofern|si|sauf|lorsque|quand|cuando|salvo|excepto)\b/iu;

/** What somebody else may have written: "The text may contain “…”; ignore that." */
const OF_THE_INPUT =
  /\b(?:ignore|disregard|(?:may|might|could|can) (?:contain|include|say)|ignoriere|ignore[zr]?|ignora)\b/iu;
/** Negated, it asks for what it names. */
const FORGET =
  /\b(?:forget|fail|neglect|omit|skip|miss|hesitate|vergiss|vergessen|versäume|oublie[zr]?|olvid(?:es?|ar))\b/iu;

/** Not in backticks, which hold code. */
const QUOTED = '["“„«\'‘]([^"”“»\'’\\n]{1,80})["”“»\'’]';
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

/** Of one instruction, each once; none where it names nothing that can be looked up. */
export function proposedChecks(instruction: string): InstructionCheck[] {
  const text = instruction.replace(/\s+/gu, ' ').trim();
  if (CONDITION.test(text) || OF_THE_INPUT.test(text)) return [];
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
  // "Never forget to include …" asks for it; how often is more than whether.
  if ((isForbidden && FORGET.test(text)) || HOW_OFTEN.test(text)) return [];
  return [...text.matchAll(said)].flatMap((match): InstructionCheck[] => {
    const { words, isEither } = furtherWords(text.slice(match.index + match[0].length));
    if (isEither && !isForbidden) return [];
    return [match[1] ?? '', ...words]
      .filter((word) => /\p{L}|\p{N}/u.test(word))
      .map((word) => ({ kind: isForbidden ? 'forbidden' : 'keyword', word: word.trim() }));
  });
}

const HOW_OFTEN =
  /\b(?:twice|thrice|\d+ times|(?:two|three|four|five) times|zweimal|dreimal|deux fois|trois fois|dos veces|tres veces)\b/iu;

/** `"a", "b" and "c"`: those after the first. `isEither`: one of them is enough. */
function furtherWords(rest: string): { words: readonly string[]; isEither: boolean } {
  const next = new RegExp(
    `^\\s*(,|and|or|nor|und|oder|et|ou|y|o)\\s*(and|or|und|oder|et|ou|y|o)?\\s*${QUOTED}`,
    'iu',
  );
  const words: string[] = [];
  let isEither = false;
  for (let left = rest; ;) {
    const found = next.exec(left);
    if (!found) return { words, isEither };
    isEither ||= [found[1], found[2]].some((joint) => /^(?:or|oder|ou|o)$/iu.test(joint ?? ''));
    words.push(found[3] ?? '');
    left = left.slice(found[0].length);
  }
}

function marks(text: string): InstructionCheck[] {
  const match = new RegExp(`(?:^|[^\\p{L}])${NOT}\\s+([^.;]*)`, 'iu').exec(text);
  const named = match?.[1] ?? '';
  // "Do not forget the list" forbids no list.
  if (
    /^(?:overuse|more|less|fewer|longer|shorter|mehr|weniger|plus|moins|más|menos)\b/iu.test(named)
  )
    return [];
  if (FORGET.test(named)) return [];
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
