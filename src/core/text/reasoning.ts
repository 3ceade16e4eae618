/** What a model wrote before its answer, where both come in one text: tags, a closing tag alone, or channels. */

export interface SplitText {
  readonly text: string;
  /** Empty where there is none. */
  readonly reasoning: string;
}

const TAGS = [
  ...['think', 'thinking', 'thought', 'thoughts', 'reasoning', 'reflection'],
  ...['scratchpad', 'chain_of_thought', 'cot', 'inner_monologue'],
];
const NAMES = TAGS.join('|');
/** `<think>`, `[THINK]`, `<|think|>`, and the forms of single models. */
const OPENING = new RegExp(
  `(?:<(?:\\|?|seed:|mm:)(?:${NAMES})\\|?>|\\[(?:${NAMES})\\]|◁think▷|<\\|(?:START_THINKING|begin_of_thought)\\|>|<\\|channel>\\s*thought\\b|<unused94>(?:thought\\n)?)`,
  'iu',
);
const CLOSING = new RegExp(
  `(?:</(?:\\|?|seed:|mm:)(?:${NAMES})\\|?>|<\\|?/(?:${NAMES})\\|?>|\\[/(?:${NAMES})\\]|◁/think▷|<\\|(?:END_THINKING|end_of_thought)\\|>|<channel\\|>|<unused95>)`,
  'iu',
);
/** Of interfaces that fold it away. Other folded parts are the answer's own. */
const FOLDED =
  /^[ \t]*<details\s[^>\n]{0,200}\btype=["']?reasoning\b[^>\n]{0,200}>([^]*?)(?:<\/details>|$(?![^]))/im;
/** Tokens around the answer itself, which models that have them never write for another reason. */
const ANSWER_TOKENS =
  /^\s*<\|(?:START_(?:RESPONSE|TEXT)|begin_of_solution)\|>([^]*?)(?:<\|(?:END_(?:RESPONSE|TEXT)|end_of_solution)\|>\s*)?$/i;
/** Headings of models that write both parts under one. */
const HEADED =
  /^\s*here(?: is|'s) my thought process:\s*([^]*?)\s*\bhere(?: is|'s) my response:\s*([^]*)$/i;

/**
 * The answer is what comes after the last reasoning, without the tokens around it. Tags that are quoted (in backticks) or that
 * stand inside the answer's own lines are its words.
 */
export function splitReasoning(text: string): SplitText {
  if (text.includes('<|channel|>')) return splitChannels(text);
  const bare = splitBareChannels(text);
  if (bare) return bare;
  const [, thought, said] = HEADED.exec(text) ?? [];
  if (said !== undefined) return { text: said.trim(), reasoning: thought ?? '' };
  // Most answers hold no tag at all.
  if (!/[<[◁]/.test(text)) return { text, reasoning: '' };
  const split = splitTags(unfolded(text));
  const answer = ANSWER_TOKENS.exec(split.text)?.[1];
  return answer === undefined ? split : { ...split, text: answer.trim() };
}

/** A folded part as one in tags. */
const unfolded = (text: string): string => text.replace(FOLDED, '<think>$1</think>');

function splitTags(text: string): SplitText {
  let rest = text;
  const thought: string[] = [];
  const first = searchTag(OPENING, rest);
  const closing = searchTag(CLOSING, rest);
  // The opening tag is often part of the prompt's template, and only the closing one arrives.
  if (closing && (!first || closing.at < first.at)) {
    thought.push(rest.slice(0, closing.at));
    rest = rest.slice(closing.end);
  }
  for (let open = openingIn(rest); open; open = openingIn(rest)) {
    const after = rest.slice(open.end);
    const close = closeOf(after, open.name) ?? searchTag(CLOSING, after);
    thought.push(close ? after.slice(0, close.at) : after);
    rest = rest.slice(0, open.at) + (close ? after.slice(close.end) : '');
  }
  // Reasoning that mentions its own closing tag goes on to the next.
  for (let end = closingIn(rest); end && thought.length > 0; end = closingIn(rest)) {
    thought.push(rest.slice(0, end.at));
    rest = rest.slice(end.end);
  }
  if (thought.length === 0) return { text, reasoning: '' };
  return { text: rest.trim(), reasoning: thought.map((each) => each.trim()).join('\n\n') };
}

/** The end of a block, past those inside it that have its name; where they do not come out even, the first tag that could be it. */
function closeOf(text: string, name: string): Place | null {
  let [from, depth] = [0, 1];
  for (;;) {
    const close = searchTag(CLOSING, text.slice(from), name);
    if (!close) return searchTag(CLOSING, text, name);
    depth += openedBefore(text.slice(from), close, name) - 1;
    if (depth === 0) return { ...close, at: from + close.at, end: from + close.end };
    from += close.end;
  }
}

/** A closing tag at the end of its line ends what begins lines, or follows another tag: within a line, an opening one is a word. */
function openedBefore(text: string, close: Place, name: string): number {
  const before = text.slice(0, close.at);
  const endsLine = /^[ \t]*\n/.test(text.slice(close.end));
  return [...tagsIn(OPENING, before, name)].filter(
    ({ at }) => !endsLine || /(?:^|[\n>\]])[ \t]*$/.test(before.slice(0, at)),
  ).length;
}

/** A block of reasoning begins a line. */
function openingIn(text: string): Place | null {
  const found = searchTag(OPENING, text);
  if (!found) return null;
  const line = text.slice(text.lastIndexOf('\n', found.at - 1) + 1, found.at);
  return line.trim() === '' ? found : null;
}

/** One that ends a line, with an answer after it: within a line it is a word of the answer. */
function closingIn(text: string): Place | null {
  const found = searchTag(CLOSING, text);
  const after = found && /^[ \t]*\n\s*\S/.test(text.slice(found.end));
  return after ? found : null;
}

interface Place {
  readonly at: number;
  readonly end: number;
  /** What an opening and its closing tag have in common. */
  readonly name: string;
}

/** `named`: looks for a tag of this name only, because tags may be nested. */
const searchTag = (tag: RegExp, text: string, named?: string): Place | null =>
  tagsIn(tag, text, named).next().value ?? null;

function* tagsIn(tag: RegExp, text: string, named?: string): Generator<Place, undefined> {
  const pattern = new RegExp(tag.source, 'giu');
  for (const { index, 0: found } of text.matchAll(pattern)) {
    const name = nameOf(found);
    const isMeant = named === undefined || name === named;
    if (isMeant && !'`"\''.includes(text[index - 1] ?? ' '))
      yield { at: index, end: index + found.length, name };
  }
}

const nameOf = (tag: string): string =>
  tag
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/^(?:start|end|beginof|endof)/, '')
    .replace(/^(channel|unused).*/, '$1');

const CHANNEL = /<\|channel\|>\s*(\w+)[^<]*(?:<\|constrain\|>[^<]*)?<\|message\|>/g;
const CHANNEL_END = /<\|(?:end|return|call|start)\|>[^]*$/;

/** The channels of the harmony format: `final` is the answer, `analysis` and `commentary` are not. */
function splitChannels(text: string): SplitText {
  const parts = [...text.matchAll(CHANNEL)].map(({ 1: channel = '', index, 0: head }, at, all) => ({
    channel,
    body: text.slice(index + head.length, all[at + 1]?.index).replace(CHANNEL_END, ''),
  }));
  const said = (isFinal: boolean) =>
    parts
      .filter(({ channel }) => (channel === 'final') === isFinal)
      .map(({ body }) => body.trim())
      .join('\n\n');
  return { text: said(true), reasoning: said(false) };
}

/** The same where the server dropped the tokens and left the names of the channels; null for any other text. */
function splitBareChannels(text: string): SplitText | null {
  const [, thought = '', said] = /^\s*(analysis[^]*?)?assistantfinal([^]*)$/.exec(text) ?? [];
  const named = (part: string) => part.replace(/^analysis/, '').trim();
  if (said !== undefined) return { text: said.trim(), reasoning: named(thought) };
  return /^\s*analysis[A-Z]/.test(text) ? { text: '', reasoning: named(text.trim()) } : null;
}
