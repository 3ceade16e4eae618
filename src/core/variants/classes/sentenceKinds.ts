/** What kind of sentence a prompt starts with, which decides what reads well before it, in the supported languages. */

import { linesOf } from '../lines.js';
import { fieldsOf, proseOf } from '../layout.js';

/**
 * `role` says who the model is, `duty` what it does, `statement` tells it something, `structure` is no sentence: a heading, a
 * list, a field, a tag, a placeholder, code. In doubt a sentence is a request.
 */
export type SentenceKind = 'request' | 'question' | 'role' | 'duty' | 'statement' | 'structure';

const starts = (...alternatives: readonly string[]): RegExp =>
  new RegExp(String.raw`^[^\p{L}]*(?:${alternatives.join('|')})`, 'iu');
const END = String.raw`(?![\p{L}\p{N}])`;

const ROLE = starts(
  `(?:you are|you['’]re)${END}|(?:act|acting|serve|working) as${END}|as an? (?:\\p{L}+ ){0,4}?\\p{L}+,|(?:assume|take(?: on)?|play) the (?:role|part)${END}`,
  `your (?:role|name|character|persona)${END}|imagine${END}|pretend${END}|i want you to (?:act|be)${END}|welcome${END}`,
  `(?:du bist|sie sind|als \\p{L}+ (?:bist|sind))${END}|(?:deine|ihre) rolle${END}`,
  `(?:tu es|vous êtes|en tant que|tu agis|vous agissez)${END}|(?:ton|votre) rôle${END}`,
  `(?:eres|usted es|actúa|actúe|como (?:experto|asistente))${END}|(?:tu|su) papel${END}`,
  `(?:sei un\\p{L}*|lei è|agisci come|agisca come)${END}|(?:il tuo|il suo) ruolo${END}`,
  `(?:você é|tu és|aja como|atue como)${END}|(?:o )?(?:seu|teu) papel${END}`,
  `(?:je|jij|u) bent${END}|(?:jouw|uw|je) rol${END}`,
  'あなたは|あなたの役割|[你您]是|作为|假设你|扮演|[你您]的角色',
);

const DUTY = starts(
  `you(?:['’]ll)?${END}|your (?:job|purpose|goal|task|mission)${END}`,
  `(?:du|sie) \\p{Ll}+(?:st|en)${END}|(?:deine|ihre) aufgabe${END}|(?:ta|votre|la) tâche${END}|(?:tu|vous) \\p{L}+(?:es|ez)${END}`,
  `(?:tu|su|la) tarea${END}|il (?:tuo |suo )?compito${END}|(?:a )?(?:sua |tua )?tarefa${END}|(?:jouw|uw|je|de) taak${END}`,
  'あなたの(?:仕事|任務)|[你您]的任务|[你您](?:将|要|会|需)',
);

const STATEMENT = starts(
  `(?:the|an?|this|these|those|there|here|below|above|it|we|i|my|our|their|his|her|its|some|today|attached|following)${END}`,
  `(?:der|die|das|ein|eine|dies\\p{L}*|hier|es|ich|wir|unten|im folgenden)${END}`,
  `(?:le|la|les|un|une|ce|cet|cette|ces|voici|il|elle|nous|je|ci-dessous)${END}`,
  `(?:el|los|las|una|este|esta|estos|aquí|hay|a continuación)${END}`,
  `(?:lo|gli|uno|questo|questa|ecco|di seguito)${END}`,
  `(?:os|as|um|uma|isto|aqui|segue|abaixo)${END}`,
  `(?:de|het|een|dit|deze|dat|hieronder)${END}`,
  '(?:これ|以下は|次の\\p{L}{1,8}は)|(?:以下|下面|这|此)[^请。]{0,12}是',
);

const JAPANESE_STATEMENT = /(?:です|ます|ました|である|した|ある)。?$/u;
const JAPANESE_REQUEST = /(?:お願い|下さい|ください)/u;

/** The kind of one sentence. */
export function sentenceKind(sentence: string): SentenceKind {
  const text = sentence.trim();
  if (/[?？]["'”’»」』)*_]*$/u.test(text) || /か。$/u.test(text)) return 'question';
  if (ROLE.test(text)) return 'role';
  if (DUTY.test(text)) return 'duty';
  const isTold = JAPANESE_STATEMENT.test(text) && !JAPANESE_REQUEST.test(text);
  return STATEMENT.test(text) || isTold ? 'statement' : 'request';
}

/** What a text starts with. */
export function openingKind(text: string): SentenceKind {
  const line = linesOf(text).find(({ isBlank }) => !isBlank);
  const first = proseOf(text)[0]?.[0];
  const isField = fieldsOf(text, []).some(({ start }) => start === line?.start);
  if (!line || !first || isField || first.start > line.start + line.indent) return 'structure';
  const sentence = text.slice(first.start, first.end);
  return /^[^\p{L}]*[{<[$]|^\P{L}+$|^[\p{L}\p{N} ]{1,30}[:：]$/u.test(sentence)
    ? 'structure'
    : sentenceKind(sentence);
}

/** Sentences about the model that ask it for something. */
const TASKING =
  /\b(?:your (?:task|job|goal|mission)|you(?:['’]ll| will| must| should| need to| have to| are (?:given|asked|to)))\b|(?<!\p{L})(?:Aufgabe|sollst|musst|tâche|tarea|compito|tarefa|taak)(?!\p{L})|仕事|任務|任务|^\s*as an? /iu;

/** Whether a text asks for something: a request or question in its prose, or a list, which may hold some. */
export const asksForSomething = (text: string): boolean =>
  proseOf(text)
    .flat()
    .map(({ start, end }) => text.slice(start, end))
    .some((sentence) => {
      const kind = sentenceKind(sentence);
      return kind === 'request' || kind === 'question' || TASKING.test(sentence);
    }) ||
  linesOf(text).some(
    ({ text: line, isCode }) => !isCode && /^\s*(?:[-*•]|\d{1,3}[.)])\s/.test(line),
  );

/** A role given anywhere in a text, which another role could contradict. */
const GIVES_ROLE = new RegExp(
  [
    String.raw`\b(?:you are|you['’]re|act(?:ing)? as|serv(?:e|ing) as|your (?:role|job|name|character|persona)|pretend|role[- ]?play|imagine (?:that )?you|(?:assume|take(?: on)?|play) the (?:role|part)|persona)\b|\bas an? \p{L}+(?: \p{L}+){0,3},`,
    String.raw`(?:^|\n)\W*(?:role|persona|character|identity|rolle|rôle|rol|ruolo|papel)\b`,
    String.raw`(?<!\p{L})(?:du bist|sie sind ein\p{L}*|tu es un\p{L}*|vous êtes un\p{L}*|eres un\p{L}*|sei un\p{L}*|você é um\p{L}*|je bent een|u bent een)(?!\p{L})|あなたは|[你您]是`,
  ].join('|'),
  'iu',
);
export const givesRole = (text: string): boolean => GIVES_ROLE.test(text);
