import { config } from '@vscode/l10n';

/** Before the first text is drawn. Null: the texts as they stand in the source. */
export function speak(strings: Readonly<Record<string, string>> | null): void {
  if (strings) config({ contents: { ...strings } });
}
