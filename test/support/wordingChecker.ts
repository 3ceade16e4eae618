/**
 * What must be the same in a prompt and in a variant of it, found by means of its own: it shares no code with the rules that
 * make variants, so that a mistake in one shows in the other.
 */

/** What a class may do to a text, beyond white space and list markers. */
export interface May {
  /** Add sentences or tags. */
  readonly add?: boolean;
  /** Replace or misspell words. */
  readonly reword?: boolean;
  /** Move sentences. */
  readonly move?: boolean;
  /** Leave out the end of a sentence. */
  readonly cut?: boolean;
  /** State a role in other words. */
  readonly restate?: boolean;
  /** Rewrite names of fields and what joins them to their values. */
  readonly rename?: boolean;
}

/** Each violation as a sentence; empty if the variant keeps everything. */
export function violations(original: string, variant: string, may: May): string[] {
  return [
    ...KEPT.flatMap(([what, pattern]) =>
      differing(what, found(original, pattern), found(variant, pattern)),
    ),
    ...differing('JSON', jsonIn(original), jsonIn(variant)),
    ...(may.rename
      ? []
      : differing(
          'capitals',
          found(bare(original), CAPITALS),
          found(bare(variant), CAPITALS),
          may,
        )),
    ...(may.reword || may.cut ? [] : sentenceProblems(original, variant, may)),
    ...(may.reword || may.cut ? [] : itemProblems(original, variant)),
    ...numberingProblems(original, variant),
    ...foreignWords(original, variant),
  ];
}

const KEPT: readonly (readonly [string, RegExp])[] = [
  ['placeholders', /\{\{.*?\}\}|\{%.*?%\}|\$\{.*?\}/gs],
  ['fences', /^```.*?^```/gms],
  ['code', /`[^`\n]+`/g],
  ['quotes', /"[^"\n]*"|„[^“\n]*“|«[^»\n]*»|「[^」\n]*」|‚[^‘\n]*‘/g],
  ['addresses', /https?:\/\/[^\s,;)]*[\w/]|[\w.]+@[\w.]*\w/g],
  ['tables', /^\|.*\|$/gm],
  ['settings', /^ +[a-z]+:.*$/gm],
];
const CAPITALS = /\b(?:[A-Z]{2,}|[A-Z][a-z]+[A-Z]\w*|(?<=[a-z,;] )[A-Z][a-z]+)\b/g;

const found = (text: string, pattern: RegExp) => [...(text.match(pattern) ?? [])].sort();

function differing(
  what: string,
  before: readonly string[],
  after: readonly string[],
  may: May = {},
) {
  const lost = before.filter(
    (each, at) => count(before.slice(0, at + 1), each) > count(after, each),
  );
  const added =
    may.add || may.cut
      ? []
      : after.filter((each, at) => count(after.slice(0, at + 1), each) > count(before, each));
  const gone = may.cut ? [] : lost;
  return [
    ...gone.map((text) => `${what} lost: ${text}`),
    ...added.map((text) => `${what} added: ${text}`),
  ];
}
const count = (all: readonly string[], text: string) => all.filter((each) => each === text).length;

/** Objects in braces whose keys are quoted. */
function jsonIn(text: string): string[] {
  const objects: string[] = [];
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
    if (!/^\{\s*"/.test(text.slice(at))) continue;
    let depth = 0;
    let end = at;
    do depth += { '{': 1, '}': -1 }[text[end++] as string] ?? 0;
    while (depth > 0 && end < text.length);
    objects.push(text.slice(at, end));
    at = end - 1;
  }
  return objects;
}

const MARKER =
  /^[ \t]*(?:[-*•]|[([<]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[\u2160-\u217f])(?: ?\)|[.\]>]))[ \t]+/;
/** Lines without heading marks, list markers and emphasis. */
const bare = (text: string) =>
  text
    .split('\n')
    .map((line) =>
      line
        .replace(/^(?:#+ |-{3,}$)/, '')
        .replace(MARKER, '')
        .replaceAll('**', ''),
    )
    .join('\n');

const ABBREVIATIONS =
  /(?:^|[\s(„'’])(?:Dr|Mr|Mrs|St|Sr|sig|sig\.ra|dott|dhr|bijv|blz|pág|art|Abs|vgl|cf|approx|Fig|No|pp|p|S|Co|Inc|Ltd|Bros|Lda|B\.V|M|Mme|d\. ?h|z\. ?B|p\. ?es|d|z|e\.g|U\.S|[A-Z])\.$|\b\d{1,2}\.$/;

/** Complete sentences within lines: what stands between ends of sentences that no abbreviation or quote makes. */
export function sentencesIn(text: string): string[] {
  const sentences: string[] = [];
  for (const paragraph of bare(withoutCode(text)).split(/\n\s*\n|:\n|\n(?=[\w ]{1,20}:|[|<{])/)) {
    let from = 0;
    for (const stop of paragraph.matchAll(/[.!?][“”»]?(?=\s)|[。！？]|[.!?]$/g)) {
      const end = stop.index + stop[0].length;
      const before = paragraph.slice(from, end);
      const next = paragraph.slice(end).trimStart();
      if (
        ABBREVIATIONS.test(before) &&
        !/^(?:Explain|The|Use|See|Melden|Responda|Antwoord|Répondez|Quel|Address)\b/.test(next)
      )
        continue;
      if (isInQuote(paragraph.slice(0, end)) || /^\p{Ll}/u.test(next)) continue;
      sentences.push(before.trim());
      from = end;
    }
  }
  return sentences.filter((sentence) => /\p{L}/u.test(sentence) && !/[|`<{]/.test(sentence));
}

const withoutCode = (text: string) => text.replace(/^```.*?^```/gms, '');
const isInQuote = (text: string) =>
  [
    ['„', '“'],
    ['«', '»'],
    ['「', '」'],
    ['‚', '‘'],
  ].some(([open = '', close = '']) => text.split(open).length > text.split(close).length) ||
  (text.match(/"/g) ?? []).length % 2 === 1;

/** Every sentence occurs as a whole, with no new line break in it, and in order unless sentences may move. */
function sentenceProblems(original: string, variant: string, may: May): string[] {
  const text = bare(variant);
  let at = 0;
  const kept = sentencesIn(original).filter((each) => !may.restate || !/^You are /.test(each));
  return kept.flatMap((sentence) => {
    const pattern = sentence
      .split(/(\s+)/)
      .map((part) =>
        /\n/.test(part)
          ? '\\s+'
          : /\s/.test(part)
            ? '[ \\t]+'
            : part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'),
      )
      .join('');
    const place = new RegExp(pattern, 'iu').exec(text.slice(may.move ? 0 : at));
    if (!place) return [`cut, lost or moved: ${sentence}`];
    at += place.index + place[0].length;
    return [];
  });
}

/** Each list item keeps its indented lines. */
function itemProblems(original: string, variant: string): string[] {
  const flat = (text: string) => bare(text).replace(/\s+/g, ' ').toLowerCase();
  return (original.match(/^[-*•\d][^\n]*(?:\n+[ \t]+[^\n]+)+/gm) ?? []).flatMap((item) =>
    flat(variant).includes(flat(item).trim()) ? [] : [`item taken apart: ${item}`],
  );
}

/** Numbers at the start of lines count on from the one before, or begin a list. */
function numberingProblems(original: string, variant: string): string[] {
  const numbers = (text: string) =>
    [...withoutCode(text).matchAll(/^[([<]?(\d{1,2}) ?[.)\]>]/gm)].map(([, number]) =>
      Number(number),
    );
  const restarts = (text: string) => numbers(text).filter((number) => number === 1).length;
  const jumps = (text: string) =>
    numbers(text).filter((number, at, all) => number !== 1 && number !== (all[at - 1] ?? 0) + 1)
      .length;
  const lists = (original.match(/(?:^[-*•] [^\n]*\n?)+/gm) ?? []).length + 1;
  return [
    ...(jumps(variant) > jumps(original) ? ['the numbering skips'] : []),
    ...(restarts(variant) > restarts(original) + lists ? ['the numbering restarts'] : []),
  ];
}

const ENGLISH = /\b(?:the|you|your|this|please|thank|thanks|task|here|answer|output|with)\b/gi;

/** A text that is not English gets no English words. */
function foreignWords(original: string, variant: string): string[] {
  const isEnglish =
    found(
      original,
      /\b(?:the|you|of|with|not|only|never|is|and|write|translate|summarise|answer as)\b/gi,
    ).length > 0;
  const added = isEnglish
    ? []
    : differing('English', found(original, ENGLISH), found(variant, ENGLISH));
  return added.filter((problem) => problem.includes('added'));
}
