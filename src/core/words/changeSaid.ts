/**
 * What a variant does differently, in the reader's language. Reports and kept wordings hold it in English, as the classes of
 * variants write it; what none of them writes, a model's or a person's own words, stays as it is.
 */

import type { Say } from '../say/say.js';
import { FURTHER_SPACINGS, USUAL_SPACINGS } from '../variants/classes/formatGrammar.js';
import { listSaid } from '../say/listSaid.js';

/** Null where it is not one of these. */
type Reading = (change: string, say: Say) => string | null;

export function changeSaid(change: string, say: Say): string {
  for (const reading of READINGS) {
    const said = reading(change, say);
    if (said !== null) return said;
  }
  return say(change);
}

/** `pattern`: with what is said in its groups. */
const reading =
  (pattern: RegExp, said: (say: Say, groups: readonly string[]) => string): Reading =>
  (change, say) => {
    const found = pattern.exec(change);
    return found && said(say, found.slice(1));
  };

const LIST_ITEMS =
  /^(?:([^;]*); l|L)ist items ((?:numbered|lettered|marked with) .{1,40}?)(, a tab after the number)?$/;

const listItems: Reading = (change, say) => {
  const [, before, marker, tab] = LIST_ITEMS.exec(change) ?? [];
  if (marker === undefined) return null;
  const marked = markerSaid(marker, say);
  const how = tab === undefined ? marked : `${marked}${say(', a tab after the number')}`;
  if (before === undefined) return say('List items {how}', { how });
  const layout = fields(before, say) ?? spacing(before, say);
  return layout === null ? null : say('{fields}; list items {how}', { fields: layout, how });
};

function markerSaid(how: string, say: Say): string {
  const usual = say(how);
  if (usual !== how) return usual;
  const [, verb, signs = ''] = /^(numbered|marked with) (.+)$/.exec(how) ?? [];
  if (verb === undefined) return how;
  return verb === 'numbered'
    ? say('numbered {signs}', { signs })
    : say('marked with {signs}', { signs });
}

const FIELDS =
  /^(Some field|Field) names (?:(in uppercase|in lowercase|in title case)(?:, |$))?(?:joined to their values by ("(?:[^"\\]|\\.)*"|[^,]+)(?:, |$))?(.*)$/s;

const fields: Reading = (change, say) => {
  const [, subject, casing, separator, spacing = ''] = FIELDS.exec(change) ?? [];
  if (subject === undefined || (casing === undefined && separator === undefined)) return null;
  const gap = spacing === '' ? '' : spacingSaid(spacing, say);
  if (gap === null) return null;
  const how = [
    ...(casing === undefined ? [] : [say(casing)]),
    ...(separator === undefined
      ? []
      : [say('joined to their values by {separator}', { separator: say(separator) })]),
    ...(gap === '' ? [] : [gap]),
  ].reduce((before, next) => say('{before}, {next}', { before, next }));
  return subject === 'Field'
    ? say('Field names {how}', { how })
    : say('Some field names {how}', { how });
};

const SPACINGS = new Set([...USUAL_SPACINGS, ...FURTHER_SPACINGS].map(({ words }) => words));

/** Null for what is no spacing of the grammar. */
function spacingSaid(words: string, say: Say): string | null {
  if (SPACINGS.has(words)) return say(words);
  const [, between] = /^("(?:[^"\\]|\\.)*") between fields$/.exec(words) ?? [];
  return between === undefined ? null : say('{between} between fields', { between });
}

/** A spacing alone begins the sentence. */
const spacing: Reading = (change, say) => {
  const said = spacingSaid(`${change.charAt(0).toLowerCase()}${change.slice(1)}`, say);
  return said && `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
};

const WITHOUT =
  /^Without (some )?((?:headings|emphasis|list markers)(?:(?:, | and |, and )(?:headings|emphasis|list markers))*)$/;

const without: Reading = (change, say) => {
  const [, some, names] = WITHOUT.exec(change) ?? [];
  if (names === undefined) return null;
  const marks = {
    headings: say('headings'),
    emphasis: say('emphasis'),
    'list markers': say('list markers'),
  };
  const gone = Object.entries(marks).flatMap(([name, said]) =>
    names.includes(name) ? [said] : [],
  );
  return some === undefined
    ? say('Without {marks}', { marks: listSaid(gone, say) })
    : say('Without some {marks}', { marks: listSaid(gone, say) });
};

const READINGS: readonly Reading[] = [
  reading(/^List items reordered$/, (say) => say('List items reordered')),
  reading(/^Instructions reordered$/, (say) => say('Instructions reordered')),
  reading(/^Some sentences start in lowercase$/, (say) => say('Some sentences start in lowercase')),
  reading(/^System message moved to the user message, the question (.*)$/s, (say, [where = '']) =>
    say('System message moved to the user message, the question {where}', { where: say(where) }),
  ),
  without,
  listItems,
  fields,
  spacing,
  reading(/^Starts with "([^"]*)"$/, (say, [text = '']) => say('Starts with "{text}"', { text })),
  reading(/^Ends with "([^"]*)"$/, (say, [text = '']) => say('Ends with "{text}"', { text })),
  reading(/^Adds "([^"]*)"$/, (say, [text = '']) => say('Adds "{text}"', { text })),
  reading(/^States the role as "([^"]*)"$/, (say, [text = '']) =>
    say('States the role as "{text}"', { text }),
  ),
  reading(/^Breaks off after "([^"]*)"$/, (say, [text = '']) =>
    say('Breaks off after "{text}"', { text }),
  ),
  reading(/^The output instruction starts with "([^"]*)"$/, (say, [text = '']) =>
    say('The output instruction starts with "{text}"', { text }),
  ),
  reading(/^With contractions \((.*)\)$/s, (say, [pairs = '']) =>
    say('With contractions ({pairs})', { pairs }),
  ),
  reading(/^Without contractions \((.*)\)$/s, (say, [pairs = '']) =>
    say('Without contractions ({pairs})', { pairs }),
  ),
  reading(/^Synonyms: (.*)$/s, (say, [pairs = '']) => say('Synonyms: {pairs}', { pairs })),
  reading(/^(One|\d+) spelling mistakes?$/, (say, [n = '']) =>
    n === 'One' ? say('One spelling mistake') : say('{n} spelling mistakes', { n }),
  ),
  reading(/^(One|\d+) neighboring keys?$/, (say, [n = '']) =>
    n === 'One' ? say('One neighboring key') : say('{n} neighboring keys', { n }),
  ),
  reading(/^Imported from (.*)$/s, (say, [file = '']) => say('Imported from {file}', { file })),
  reading(/^(\d+) instructions$/, (say, [n = '']) => say('{n} instructions', { n })),
];
