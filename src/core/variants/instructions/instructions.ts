/** The instructions of a prompt: of its sentences and list items those that tell the model what to do. */

import type { Prompt } from '../../prompt/prompt.js';
import { normaliseAnswer } from '../../text/normalise.js';
import { partsOf, type PromptPart } from '../promptParts.js';
import type { InstructionCheck } from './instructionCheck.js';
import { proposedChecks } from './proposedChecks.js';

/** What an instruction is about; `other` where nothing can be looked up in an answer. */
export type InstructionKind = InstructionCheck['kind'] | 'must' | 'must-not' | 'other';

export interface Instruction extends PromptPart {
  readonly kind: InstructionKind;
  /** All have to pass; empty where an answer does not show whether it was followed. */
  readonly checks: readonly InstructionCheck[];
}

const MUST =
  /\b(?:must|should|shall|always|has to|have to|need to|needs to|(?:is|are) required to|ensure|make sure|(?<!-)only|please|muss|müssen|soll(?:en|te)?|immer|nur|bitte|achte|stelle sicher|doit|dois|doivent|toujours|uniquement|debe[ns]?|siempre|solo|sólo|asegúrate)\b/iu;
const MUST_NOT =
  /\b(?:never|do not|don[’']?t|must not|should not|shouldn[’']?t|may not|avoid|without|niemals|nie|nicht|keine?n?|ohne|vermeide|jamais|sans|évitez?|nunca|evita|sin)\b|\bne\b.*\bpas\b|^no\s/iu;
/** First words that give an order, lower case. */
const ORDERS = new Set(
  (
    'acknowledge act adapt add adopt advise affirm aim alert analyze annotate answer apologize apply approach ask assess assign assist assume attempt auto-discover avoid base be begin break build calculate call cancel capture categorize check choose cite clarify classify close coach collect combine compare complete compose compute conclude confirm consider consult contact continue convert copy correct count create decide decline define delete deliver demonstrate derive describe design detect determine develop discover discuss do document double-check draft draw edit elaborate emphasize encourage end ensure enter escalate estimate evaluate examine exclude execute expand explain extract fetch fill filter find finish fix flag flatten focus follow format forward frame gather generate get give greet group guess guide hand handle help highlight identify ignore imagine include infer inform inspect install integrate interpret introduce invoke iterate keep label learn leave limit link list load log look maintain make map mark match measure mention merge monitor name navigate note notify observe offer omit open optimize order organize outline output paraphrase parse pause pay perform pick place plan point pre-fill predict prefer present preserve pretend prevent print prioritize process produce propose provide put quote randomize rank rate read recall recommend record refer reference refine reformat refuse reject remember remind remove rename repeat rephrase replace reply report represent request resolve respect respond restate retain retrieve retry return review revise rewrite route run save say schedule search select send set share shorten show sign simplify skip solve sort speak specify start state stay stick stop store structure suggest summarize support surface switch tag take teach tell test thank think track transcribe transfer transform translate treat trim try turn understand update upgrade use validate verify wait walk warn watch work wrap write ' +
    'analysiere antworte beachte beantworte beginne behalte beschreibe bestimme bewerte erkläre erstelle fasse finde formuliere frage füge gib halte ignoriere klassifiziere liste markiere nenne ordne prüfe schreibe sei sortiere übersetze verwende vermeide wähle zähle ' +
    'ajoute analyse classe commence compare décris donne écris évalue explique extrais garde identifie indique liste mentionne rédige réponds résume sois termine traduis trouve utilise vérifie ' +
    'analiza añade clasifica comienza compara da describe devuelve empieza escribe evalúa explica extrae identifica incluye indica lista menciona mantén ordena resume responde sé termina traduce usa utiliza verifica'
  ).split(' '),
);
const MARKER = /^\s*(?:[-*+•]|\(?\d{1,3}[.)\]])\s+/u;
/** "You are a helpful assistant", "The user will …": who is who, not what to do. */
const STATEMENT =
  /^(?:you are|you['’]re|your (?:role|name)|du bist|sie sind|tu es|vous êtes|eres|usted es)\b/iu;

/** The text after its list marker. */
export const withoutMarker = (text: string): string => text.replace(MARKER, '');
export const markerOf = (text: string): string => MARKER.exec(text)?.[0] ?? '';

/** In the prompt's order. What holds a variable or the template's logic is none, since it cannot be left out. */
export const instructionsOf = (prompt: Prompt, text: string): Instruction[] =>
  partsOf(prompt, text).flatMap((part): Instruction[] => {
    const own = withoutMarker(part.text).trim();
    const given = givenChecks(own, prompt.settings.instructionChecks ?? []);
    const checks = given.length > 0 ? given : proposedChecks(own);
    const isOrder = checks.length > 0 || isInstruction(own);
    return isOrder ? [{ ...part, checks, kind: kindOf(own, checks) }] : [];
  });

/** Those of the prompt's settings for an instruction that begins like this. */
function givenChecks(
  text: string,
  given: NonNullable<Prompt['settings']['instructionChecks']>,
): InstructionCheck[] {
  const plain = normaliseAnswer(text);
  return given
    .filter(({ instruction }) => plain.startsWith(normaliseAnswer(instruction)))
    .map(({ check }) => check);
}

/** The `instructionChecks` of the settings whose instruction the prompt does not have, by their place. */
export function unmatchedChecks(prompt: Prompt, text: string): readonly number[] {
  const own = partsOf(prompt, text).map((part) => withoutMarker(part.text).trim());
  return (prompt.settings.instructionChecks ?? []).flatMap((given, at) =>
    own.some((each) => givenChecks(each, [given]).length > 0) ? [] : at,
  );
}

/** "If it is late, …", "For each item, …": when to do something, before what is to be done. */
const CONDITION =
  /^(?:if|when(?:ever)?|unless|until|while|once|before|after|as soon as|in case|where|given|for (?:each|every|all|any)|at all times when|to|wenn|falls|sobald|bevor|nachdem|um|für jede[nrs]?|si|quand|lorsque|avant de|après|pour|cuando|antes de|después de|para)\s[^,;]{2,150}?[,;:]\s*(?:then |dann |alors |entonces )?/iu;
/** "**Verify:** …", "Tone – …": what it is about, before what is to be done. */
const LABEL =
  /^(?:\*{1,2}|_{1,2})?[\p{L}\p{N}][^:–*_\n]{0,50}(?:\*{1,2}|_{1,2})?\s?(?::(?:\*{1,2}|_{1,2})?| [–-] )\s*(?=\S)/u;
const EMPHASIS = /^(?:\*{1,2}|_{1,2})(?=\S)/u;
const ADVERB =
  /^(?:please|then|next|first|also|now|finally|always|only|never|bitte|dann|ensuite|puis|luego|después)[ ,]+/iu;
/** "Your job is to …", "You only output …": said of the model, and meant as an order. */
const GOAL = /^(?:your|the) (?:job|goal|task|purpose|mission) is to /iu;
const OF_THE_MODEL = /^you (?:always|only|never) /iu;
const YOU = /^you /iu;
/** A noun that could be an order: "Focus is not lost", "Route changes are announced". */
const SAYS_SOMETHING =
  /^\S+ (?:is|are|was|were|has|have|had|will|can|may|returns?|changes?|remains?|ist|sind|est|sont|es|son)\b/iu;

function isInstruction(whole: string): boolean {
  const text = whole.trim();
  if (/[?？]\s*$/u.test(text) || isQuoted(text)) return false;
  if (/:[\s*_]*$/u.test(text)) return isLeadIn(text);
  if (STATEMENT.test(text) && !GOAL.test(text)) return false;
  return begins(text) || MUST.test(text) || MUST_NOT.test(text);
}

const isQuoted = (text: string): boolean => /^(?:"[^"]*"|“[^”]*”|„[^“]*“|«[^»]*»)$/u.test(text);

/** "Structure the results as:" tells what to do; "Output format:" is a heading. */
const isLeadIn = (text: string): boolean => text.split(/\s+/u).length >= 3 && begins(text);

/** Whether it gives an order, after its label, its condition and what else comes before the verb. */
function begins(text: string): boolean {
  let rest = text.replace(EMPHASIS, '');
  for (const before of [LABEL, CONDITION, ADVERB, GOAL, OF_THE_MODEL, ADVERB]) {
    if (isOrder(rest)) return true;
    const left = rest.replace(before, '');
    // Elsewhere "You write about places." says who the model is.
    rest = before === CONDITION && left !== rest ? left.replace(YOU, '') : left;
  }
  return isOrder(rest);
}

function isOrder(text: string): boolean {
  const plain = text.replace(EMPHASIS, '');
  const word = firstWord(plain);
  const isLabel = /^[*_]*\s?:/u.test(plain.slice(word.length));
  return ORDERS.has(word) && !isLabel && !SAYS_SOMETHING.test(plain);
}

const firstWord = (text: string): string => /^[\p{L}-]+/u.exec(text)?.[0].toLowerCase() ?? '';

function kindOf(text: string, [first]: readonly InstructionCheck[]): InstructionKind {
  if (first) return first.kind;
  if (MUST_NOT.test(text)) return 'must-not';
  return MUST.test(text) ? 'must' : 'other';
}
