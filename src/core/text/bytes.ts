/** A size as people read it: `830 B`, `12 kB`, `1.4 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const kilobytes = bytes / 1000;
  if (kilobytes < 999.5) return `${Math.round(kilobytes)} kB`;
  return `${(kilobytes / 1000).toFixed(1)} MB`;
}
