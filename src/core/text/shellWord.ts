/**
 * A path as one word of a command line, in the shells of every system: in double quotes where it has spaces or other signs that a
 * shell reads, and never one that reads like an option.
 */
export function shellWord(path: string): string {
  const named = path.startsWith('-') ? `./${path}` : path;
  return /^[\p{L}\p{N}_./@:+-]+$/u.test(named) ? named : `"${named.replace(/["$`]/g, '\\$&')}"`;
}
