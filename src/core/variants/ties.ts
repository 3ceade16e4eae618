/** What ties an English sentence to the sentences around it. */

const WORDS: readonly string[] = [
  'it|its|itself|this|that|these|those|they|them|their|theirs|he|she|him|her|his|your',
  'both|either|neither|such|same|former|latter|one of|each|another|others?|else|rest|remaining',
  'then|next|now|first|second|third|last|finally|lastly|again|once|until|till|after|afterwards|before|while|later|earlier',
  'when|whenever|if|unless|otherwise|instead|however|therefore|thus|hence|so|also|too|but|because|since|except|exceptions?',
  'above|below|following|previous|previously|as follows|preceding|here|there|where|which|who',
  'steps?|results?|outputs?|outcomes?|examples?',
];
const TIES = new RegExp(String.raw`\b(?:${WORDS.join('|')})\b|[:;]|…|\.\.\.`, 'i');

/** A participle as an adjective names what another step made: "the corrected text". */
const MADE = /\b(?:the|an?) (?:\p{L}+ )?\p{L}{3,}(?:ed|en)(?= \p{L})/iu;

/** Whether a sentence refers to others, to a condition or step, or to a place in the text. In doubt it does. */
export const isTied = (sentence: string): boolean => TIES.test(sentence) || MADE.test(sentence);
