/** Paths as the engine uses them: `/` between the parts, whatever the machine. */

export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
