/** Signs in what the text marks: quotations, labels, lists, code, JSON, addresses, numbers and placeholders. */

import type { Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import { wholeWord } from '../../text/literalPattern.js';
import { topItemsOf } from '../lists.js';
import { jsonBlocks } from '../protectedSpans.js';
import { ADDRESS, codeTexts, placeholdersIn, quotedTexts } from './marks.js';
import { numberChanges } from './numberChanges.js';
import { countOf } from './presence.js';
import { ifSo, shown, sign, type RewritePair, type Sign } from './signs.js';

export function markSigns(prompt: Prompt, wording: readonly Message[], pair: RewritePair): Sign[] {
  const { added, perhapsGone } = numberChanges(prompt, wording);
  return [
    ...quoteSigns(pair),
    ...labelSigns(pair),
    ...itemSigns(prompt.messages, wording),
    ...addedSigns(pair),
    ...sign(
      'number-gone',
      ifSo(perhapsGone.length > 0),
      `the number ${perhapsGone.join(', ')} may be missing`,
    ),
    ...sign('number-new', ifSo(added.length > 0), `the number ${added.join(', ')} was added`),
  ];
}

function quoteSigns({ before, after }: RewritePair): Sign[] {
  const [was, is] = [quotedTexts(before), quotedTexts(after)];
  const gone = was.filter((quote) => countOf(after, quote) === 0);
  const added = is.filter((quote) => countOf(before, quote) === 0);
  return [
    ...sign('quote-gone', gone.length / Math.max(1, was.length), `${shown(gone)} is missing`),
    ...sign('quote-new', ifSo(added.length > 0), `${shown(added)} was added`),
  ];
}

function labelSigns({ before, after, labels }: RewritePair): Sign[] {
  const mentions = (text: string) =>
    labels
      .flatMap((label) =>
        [...text.matchAll(wholeWord(label))].map(({ index }) => ({ label, index })),
      )
      .sort((a, b) => a.index - b.index)
      .map(({ label }) => label);
  const [was, is] = [mentions(before), mentions(after)];
  if (was.join('\n') === is.join('\n')) return [];
  return was.toSorted().join('\n') === is.toSorted().join('\n')
    ? sign('labels', 0.5, 'the labels are in a different order')
    : sign('labels', 1, 'the labels are mentioned a different number of times');
}

/** A list may become prose. */
function itemSigns(original: readonly Message[], wording: readonly Message[]): Sign[] {
  const [was, is] = [original, wording].map((messages) =>
    messages.reduce((sum, { content }) => sum + topItemsOf(content).length, 0),
  ) as [number, number];
  return sign(
    'list-items',
    ifSo(was > 0 && is > 0 && was !== is),
    `its lists have ${is} items instead of ${was}`,
  );
}

function addedSigns({ before, after }: RewritePair): Sign[] {
  const code = codeTexts(after).filter((each) => !before.includes(each));
  const json = (text: string) =>
    jsonBlocks(text).map(({ start, end }) => text.slice(start, end).replace(/\s+/g, ''));
  const addresses = (after.match(ADDRESS) ?? []).filter((each) => !before.includes(each));
  const known = placeholdersIn(before);
  const placeholders = placeholdersIn(after).filter((each) => !known.includes(each));
  return [
    ...sign('code', ifSo(code.length > 0), `the code ${shown(code)} was added`),
    ...sign('json', ifSo(json(before).join() !== json(after).join()), 'its JSON differs'),
    ...sign('address-new', ifSo(addresses.length > 0), `${shown(addresses)} was added`),
    ...sign('placeholder-new', ifSo(placeholders.length > 0), `${shown(placeholders)} was added`),
  ];
}
