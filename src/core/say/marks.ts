/** The signs in which a language writes numbers. */

export interface Marks {
  readonly decimal: string;
  /** Between two numbers of a list: where the comma is the decimal mark, it cannot part them. */
  readonly between: string;
  readonly whole: Intl.NumberFormat;
  readonly dollars: Intl.NumberFormat;
}

const known = new Map<string, Marks>();

/** `locale`: a BCP 47 tag. English where there is none, and where there are no rules for it. */
export function marksOf(locale = 'en'): Marks {
  const marks = known.get(locale) ?? look(locale);
  known.set(locale, marks);
  return marks;
}

function look(locale: string): Marks {
  const [tag = 'en'] = Intl.NumberFormat.supportedLocalesOf([locale]);
  const decimal = new Intl.NumberFormat(tag).formatToParts(0.5)[1]?.value ?? '.';
  return {
    decimal,
    between: decimal === ',' ? '; ' : ', ',
    whole: new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }),
    dollars: new Intl.NumberFormat(tag, {
      ...{ style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' },
      ...{ minimumFractionDigits: 2, useGrouping: false },
    }),
  };
}
