/** Lines that are somebody else's words: turns of a dialogue, inputs of few-shot examples and their answers. */

import type { Span } from '../text/span.js';
import { linesOf, type Line } from './lines.js';
import { VARIABLE_TAG } from './templateTags.js';

/** `Name: value`, also in a list or in bold. */
const NAMED_VALUE =
  /^[ \t]*(?:[-*•>][ \t]+|\(?\d{1,3}[.)][ \t]+)?(?:\*\*|__)?(\p{L}[\p{L}_ /-]{0,30}?)(?:[ \t]*#?\d{1,3})?(?:\*\*|__)?[ \t\u00a0\u202f]*[:：](?:\*\*|__)?[ \t]*(?=(\S?))/u;

/** Who speaks, or what an example starts with. */
const SPEAKER = new RegExp(
  `^(?:${[
    'user|assistant|human|ai|bot|chatbot|agent|customer|client|caller|operator|support|patient|doctor|student|teacher|tutor',
    'interviewer|candidate|buyer|seller|q|a|question|answer|input|output|query|reply|response',
    'nutzer|kunde|kundin|frage|antwort|eingabe|ausgabe|utilisateur|réponse|entrée|sortie',
    'usuario|cliente|pregunta|respuesta|entrada|salida|utente|domanda|risposta|ingresso|uscita',
    'usuário|pergunta|resposta|saída|gebruiker|klant|vraag|antwoord|invoer|uitvoer',
    'ユーザー|アシスタント|質問|問題|答え|回答|解答|入力|出力|用户|助手|问题|问|答|答案|输入|输出',
  ].join('|')})$`,
  'iu',
);

/** `I can't log in. → technical` */
const ANSWERED = /\S[^\S\n]*(?:→|⇒|->|=>)[^\S\n]*\S/u;

interface Named {
  readonly at: number;
  readonly name: string;
  readonly valueStart: number;
  readonly isSlot: boolean;
}

function namedIn(lines: readonly Line[]): Named[] {
  return lines.flatMap((line, at): Named[] => {
    const match = line.isCode ? null : NAMED_VALUE.exec(line.text);
    if (!match) return [];
    const [head, name = ''] = match;
    const value = line.text.slice(head.length);
    return [
      {
        at,
        name: name.trim().toLowerCase(),
        valueStart: line.start + head.length,
        isSlot: value === '' || VARIABLE_TAG.test(value),
      },
    ];
  });
}

/**
 * What such lines say, without their names: the values of speakers and of names that occur more than once, with the lines
 * that continue them, and lines that an arrow joins to their answer. Nothing that holds a value of the case.
 */
export function exampleTextsIn(text: string): Span[] {
  const lines = linesOf(text);
  const named = namedIn(lines);
  const isRepeated = ({ name }: Named) => named.filter((each) => each.name === name).length > 1;
  const starts = new Set(named.map(({ at }) => at));
  const said = named
    .filter((each) => !each.isSlot && (SPEAKER.test(each.name) || isRepeated(each)))
    .map(({ at, valueStart }) => {
      let last = at;
      while (isContinued(lines[last + 1]) && !starts.has(last + 1)) last++;
      return { start: valueStart, end: (lines[last] as Line).end };
    });
  const answered = lines.filter(
    ({ text: line, isCode }) => !isCode && ANSWERED.test(line) && !VARIABLE_TAG.test(line),
  );
  return [...said, ...answered.map(({ start, end }) => ({ start, end }))];
}

const isContinued = (line: Line | undefined): boolean =>
  line !== undefined && !line.isBlank && !line.isCode && !VARIABLE_TAG.test(line.text);

/** A heading, lead or tag that announces examples. */
const ANNOUNCES =
  /^(?=[^\n]*(?:[:：]\W*$|^\s*#|^\s*\*\*|^\s*<))[^\n]*\b(?:examples?|samples?|few-shot|demonstrations?|dialogues?|conversations?|transcripts?)\b/i;

/**
 * Where the first example starts, or the first line with a name and a value, which may be part of one; the text's length if
 * there is none.
 */
export function firstExampleIn(text: string): number {
  const lines = linesOf(text);
  const firstNamed = namedIn(lines).find(
    ({ isSlot }, index, all) => !isSlot || index < all.length - 1,
  )?.at;
  const first = lines.findIndex(
    (line, at) => at === firstNamed || ANNOUNCES.test(line.text) || ANSWERED.test(line.text),
  );
  return lines[first]?.start ?? text.length;
}
