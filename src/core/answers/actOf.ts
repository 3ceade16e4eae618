/** What an answer does with a request: answers it, says that it cannot tell, asks back, or hands it to a person. */

import { declines } from '../text/refusal.js';

export type Act = 'answer' | 'abstain' | 'clarify' | 'human';

/** Later in a text, the same words speak about something else. */
const OPENING = 300;

const CANNOT_TELL =
  /\b(?:(?:i |we )?(?:can(?:no|['’])t|can not|could not|couldn['’]t|am unable to|are unable to|not able to) (?:\w+ ){0,2}?(?:tell|answer|determine|say|know|find|identify|provide|verify|confirm)|(?:i |we )?(?:do not|don['’]t) (?:know|have (?:enough|any|the|that|access))|not enough (?:information|context|detail)|insufficient (?:information|context|data)|(?:is|are|was|were) not (?:given|provided|stated|mentioned|specified|available|included)|no (?:information|context|text|details?|data) (?:is |was |were |has been )?(?:given|provided|available|about|on|to)|cannot be (?:determined|answered|told)|unknown|unanswerable|n\/a|not (?:sure|certain)|weiß (?:ich )?nicht|nicht genug|keine (?:angabe|information)|unbekannt|lässt sich nicht|je ne sais pas|pas assez d|aucune information|inconnu|no (?:lo )?sé|no hay (?:suficiente|información)|desconocido)\b|不知道|無法|无法|わかりません|不明/iu;
const ASKS_BACK =
  /\b(?:could you|can you|would you|please (?:provide|specify|clarify|share|give|tell|paste|send)|which (?:one|of|\w+) (?:do|did|are|is|would)|what (?:do|did|would|is|are|kind|exactly)|do you mean|did you mean|i(?:['’]d| would)? need (?:more|the|to know)|bitte (?:geben|nennen|teilen|senden)|könn(?:ten|en) sie|meinen sie|pouvez-vous|pourriez-vous|veuillez|podría|puede|por favor)\b/iu;
const TO_A_PERSON =
  /\b(?:(?:transfer|forward|connect|escalat|pass|refer|hand)\w* (?:you |this |it |your \w+ )?(?:\w+ )?(?:on |over )?to (?:a |our |the |an )?(?:human|person|agent|colleague|specialist|team|support|representative|manager)|(?:ein(?:en)? )?(?:mitarbeiter|kollegen)|un (?:conseiller|humain)|un (?:agente|humano))\b/iu;

/**
 * `refusals`: answers the prompt prescribes for what cannot be told. An empty answer does nothing, and counts as holding back.
 * A request for what is missing is asking back, also where it says first that the model cannot tell.
 */
export function actOf(text: string, refusals: readonly string[] = []): Act {
  const opening = text.trim().slice(0, OPENING);
  if (opening === '') return 'abstain';
  if (TO_A_PERSON.test(opening)) return 'human';
  const isQuestion = /[?？]\s*$/u.test(text.trim());
  if (
    ASKS_BACK.test(opening) &&
    (isQuestion || /\bplease\b|bitte|veuillez|por favor|need/iu.test(opening))
  )
    return 'clarify';
  if (declines(text, refusals) || CANNOT_TELL.test(opening)) return 'abstain';
  return 'answer';
}
