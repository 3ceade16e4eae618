/** The instructions of a prompt: of its sentences and list items those that tell the model what to do. */

import type { Prompt } from '../../prompt/prompt.js';
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
  /\b(?:must|should|shall|always|has to|have to|need to|needs to|required|ensure|make sure|only|please|muss|müssen|soll(?:en|te)?|immer|nur|bitte|achte|stelle sicher|doit|dois|doivent|toujours|uniquement|debe[ns]?|siempre|solo|sólo|asegúrate)\b/iu;
const MUST_NOT =
  /\b(?:never|do not|don[’']?t|must not|should not|shouldn[’']?t|may not|avoid|without|niemals|nie|nicht|keine?n?|ohne|vermeide|jamais|sans|évitez?|nunca|evita|sin)\b|\bne\b.*\bpas\b|^no\s/iu;
/** First words that give an order, lower case. */
const ORDERS = new Set(
  (
    'act add adopt analyze answer apply ask assess assign assume avoid base be begin break call capture categorize check choose cite classify clarify collect combine compare complete compose conclude confirm consider consult continue convert copy correct create decide define describe determine do draft edit end ensure estimate evaluate examine exclude explain extract fill filter find finish fix focus follow format gather generate give group help highlight identify ignore include infer inspect integrate interpret introduce invoke keep label leave limit link list look maintain make map mark match mention merge name note offer omit open order organize outline output parse pay perform pick place point prefer present preserve print prioritize produce propose provide put quote rank rate read refer refuse reject remember remove repeat rephrase replace reply report represent request respect respond restate retain return review revise rewrite route run say search select send set show sign simplify skip solve sort speak specify start state stay stick stop structure suggest summarize support tag take tell think translate treat try turn update use validate verify walk work wrap write ' +
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
    const checks = proposedChecks(own);
    const isOrder = checks.length > 0 || isInstruction(own);
    return isOrder ? [{ ...part, checks, kind: kindOf(own, checks) }] : [];
  });

function isInstruction(text: string): boolean {
  if (/[?？]\s*$/u.test(text) || STATEMENT.test(text)) return false;
  if (/:\s*$/u.test(text)) return false;
  const [first = ''] =
    /\p{L}+/u.exec(
      text
        .replace(/^(?:please|then|next|first|also|bitte|dann|ensuite|luego|finally)[ ,]+/iu, '')
        .toLowerCase(),
    ) ?? [];
  return ORDERS.has(first) || MUST.test(text) || MUST_NOT.test(text);
}

function kindOf(text: string, [first]: readonly InstructionCheck[]): InstructionKind {
  if (first) return first.kind;
  if (MUST_NOT.test(text)) return 'must-not';
  return MUST.test(text) ? 'must' : 'other';
}
