/** Files that are imported as their text, with `{ type: 'text' }`. A script says so in a declaration of its own. */

declare module '*.css' {
  const text: string;
  export default text;
}

declare module '*.py' {
  const text: string;
  export default text;
}
