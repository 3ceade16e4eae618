import { config } from '@vscode/l10n';

/** How numbers are written: as in the page's language. */
export const reader: { locale: string } = { locale: 'en' };

/** Before the first text is drawn. Null: the texts as they stand in the source. */
export function speak(strings: Readonly<Record<string, string>> | null): void {
  reader.locale = document.documentElement.lang;
  if (strings) config({ contents: { ...strings } });
}
