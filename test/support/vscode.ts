/** As much of the editor's API as the extension's plain modules use, for unit tests. What needs more is tested in a host. */

type Params = Readonly<Record<string, unknown>>;

export const l10n = {
  bundle: undefined,
  t(text: string, ...args: readonly unknown[]): string {
    const [first] = args;
    const isNamed = args.length === 1 && typeof first === 'object' && first !== null;
    const params: Params = isNamed ? (first as Params) : { ...args };
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  },
};

export const env = { language: 'en' };
export const workspace = { isTrusted: true };

export const QuickPickItemKind = { Separator: -1, Default: 0 };
