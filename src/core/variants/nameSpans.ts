/** Names in prose: of tables, columns, values, functions, persons and things. In doubt a word is a name. */

import { opensSentences } from '../text/language.js';
import { wholeWord } from '../text/literalPattern.js';
import { matchesOf, type Span } from '../text/span.js';
import { listedTerms, namedLinesOf } from './dataSpans.js';

/** What has a name of its own, in the supported languages. */
const THINGS = [
  'tables?|columns?|fields?|keys?|labels?|propert(?:y|ies)|attributes?|parameters?|arguments?|variables?|functions?|methods?',
  'tools?|commands?|actions?|intents?|entit(?:y|ies)|enums?|values?|tags?|categor(?:y|ies)|class(?:es)?|types?|options?|modes?',
  'status(?:es)?|states?|priorit(?:y|ies)|endpoints?|schemas?|collections?|views?|queues?|files?|folders?|named|called',
  'tabellen?|spalten?|felder|feld|schlüssel|kategorien?|werte?|optionen|namens|genannt|werkzeuge?|befehle?',
  'colonnes?|champs?|clés?|étiquettes?|catégories?|valeurs?|nommée?s?|appelée?s?|outils?',
  'tablas?|columnas?|campos?|claves?|etiquetas?|categorías?|valor(?:es)?|llamad[ao]s?|herramientas?',
  'tabell[ae]|colonn[ae]|camp[oi]|chiav[ei]|etichett[ae]|categori[ae]|valor[ei]|chiamat[aoie]|strument[oi]',
  'tabelas?|colunas?|chaves?|rótulos?|categorias?|chamad[ao]s?|ferramentas?',
  'kolom(?:men)?|veld(?:en)?|sleutels?|categorieën|waarden?|genaamd',
].join('|');
const WORD = String.raw`[\p{L}\p{N}_-]+`;
const BETWEEN = String.raw`(?:, ?(?:and |or |und |oder |et |ou |y |o |e |en |of )?| (?:and|or|und|oder|et|ou|y|o|e|en|of) )`;
const BEFORE = String.raw`(?<![\p{L}\p{N}_])(?:${THINGS})(?: (?:is|are|named|called|include|includes|has|have|with|heißen|heißt))?(?: the| der| die| das| la| le| les| el| los| il| o| a| de| het)?[:：]? `;

/** Names that are names wherever they occur. */
const NAMED_THINGS: readonly RegExp[] = [
  // `the tables orders and customers`, `the column total`
  new RegExp(String.raw`(?<=${BEFORE})${WORD}(?:${BETWEEN}${WORD})*`, 'giu'),
  // `the orders table`, `the status and priority fields`
  new RegExp(String.raw`${WORD}(?:${BETWEEN}${WORD})*(?= (?:${THINGS})(?![\p{L}\p{N}_]))`, 'giu'),
  // `orders (customer, total)` and `search(query)`
  /(?:[\p{L}\p{N}_]+ ?)?\([\p{L}\p{N}_-]+(?:[,;|/] ?[\p{L}\p{N}_-]+)+\)|[\p{L}\p{N}_]+\([^()\n]*\)/gu,
  // `set status to open`
  /(?<=(?<!\p{L})set )\p{L}+(?= to\s)/giu,
];

const PATTERNS: readonly RegExp[] = [
  // `Answer unknown if`, `reply with escalate.`
  /(?<=(?<!\p{L})(?:answer|reply|respond|return|output|say|write|print|antworten?|schreiben?|réponds|répondez|écris|responde|responda|escribe|escreva|rispondi|scrivi|antwoord|schrijf)(?: (?:with|as|mit|par|con|com|met))?(?: (?:exactly|only|just|nur|seulement|solo|alleen))? )\p{L}+(?=\s*$|[.,;]| (?:if|when|unless|otherwise|wenn|falls|si|se|als)(?!\p{L}))/gimu,
  // `low | medium | high`
  /[\p{L}\p{N}_-]+(?: ?\| ?[\p{L}\p{N}_-]+)+/gu,
  // Blanks, commands of LaTeX, mentions and arguments
  /\[[^\]\n]{1,60}\]|\{[^{}\n]{1,60}\}|\\[A-Za-z]+|[@#$][\p{L}_][\p{L}\p{N}_-]*/gu,
  // SQL
  /\bSELECT\b[^;\n]*\bFROM\b[^;\n]*|\bCREATE TABLE\b[^(\n]*(?:\([\s\S]*?\)(?=\s*(?:;|\n|$)))?|\b(?:INSERT INTO|UPDATE|DELETE FROM|JOIN|ORDER BY|GROUP BY|WHERE)\b[^;\n]*/g,
];

/** Words with a capital that their place in the sentence does not give them. */
const CAPITALIZED = /(?<![\p{L}\p{N}_])\p{Lu}[\p{L}\p{N}'’-]*/gu;
/** Where a sentence, a list item or a heading begins. */
const OPENING = /(?:^|[.!?:。！？：]["'”’»)*_]*\s|\n)[^\p{L}\p{N}\n]*(?:\d{1,3}[.)]\s+)?$/u;

/** What follows an imperative: `Review the code`, `Prüfen Sie`. */
const OBJECT =
  /^ (?:the|an?|each|every|all|any|this|these|those|your|their|its|whether|how|what|which|if|Sie|den|das|die|le|la|les|un|une|el|los|las|una|il|lo|gli|o|os|as|um|uma|het|de|een)(?!\p{L})/u;

function capitalizedIn(text: string): Span[] {
  const isOpening = (index: number, word: string) =>
    OPENING.test(text.slice(Math.max(0, index - 40), index)) &&
    (opensSentences(word) || OBJECT.test(text.slice(index + word.length)));
  return [...text.matchAll(CAPITALIZED)]
    .filter(({ 0: word, index }) => !isOpening(index, word))
    .map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
}

/** Each mention of a word in the given spelling. */
const mentionsOf = (text: string, term: string): Span[] =>
  [...text.matchAll(wholeWord(term))]
    .filter(([found]) => found === term)
    .map(({ index }) => ({ start: index, end: index + term.length }));

/** Names of things and persons, names of fields, and every mention of a value the text lists. Sorted by kind, with overlaps. */
export function namesIn(text: string): Span[] {
  const things = NAMED_THINGS.flatMap((pattern) => matchesOf(text, pattern));
  const named = things
    .flatMap(({ start, end }) => text.slice(start, end).match(/[\p{L}\p{N}_-]+/gu) ?? [])
    .filter((word) => !opensSentences(word));
  return [
    ...things,
    ...PATTERNS.flatMap((pattern) => matchesOf(text, pattern)),
    ...capitalizedIn(text),
    ...namedLinesOf(text).map(({ start, nameEnd }) => ({ start, end: nameEnd })),
    ...[...new Set([...listedTerms(text), ...named])].flatMap((term) => mentionsOf(text, term)),
  ];
}
