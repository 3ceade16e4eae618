/** Whether an instruction forbids, in English, German, French and Spanish. */

export const NOT =
  "(?:never|do not|don[’']?t|avoid|without|must not|should not|may not|cannot|niemals|nie|nicht|nichts|kein(?:e|en)?|ohne|vermeide|jamais|ne|sans|évitez?|nunca|no|evita|sin)";

export const isNegated = (text: string): boolean =>
  new RegExp(`(?:^|[^\\p{L}])${NOT}(?![\\p{L}])`, 'iu').test(text);
