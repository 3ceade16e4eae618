/** The numbers and letters of list items, which are not part of what the items say. */

/** List numbers and letters in any wrapper of the format grammar. */
const LIST_NUMBER =
  /^([ \t]*)(?:\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,6}|[\u2160-\u217f])(?:[.)\]]| \))|[[<](?:\d{1,3}|[a-z]|[ivxlc]{1,6}|[\u2160-\u217f])[\]>])(?!\p{N})[ \t]*/gimu;

export const withoutListNumbers = (text: string): string => text.replace(LIST_NUMBER, '$1');
