/** What a case is called. */

/** Many ids begin with the word themselves: "case-31", never "case case-31". */
export const isCalledCase = (id: string): boolean => /^case(?!\p{L})/iu.test(id);

/** In a sentence: "case kettle", "case-31". */
export const caseTitle = (id: string): string => (isCalledCase(id) ? id : `case ${id}`);

/** At the head of something: "Case kettle", "Case-31". */
export function caseHeading(id: string): string {
  const title = caseTitle(id);
  return title.charAt(0).toUpperCase() + title.slice(1);
}
