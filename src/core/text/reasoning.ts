/** What a model wrote before its answer, where both come in one text: tags, a closing tag alone, or channels. */

export interface SplitText {
  readonly text: string;
  /** Empty where there is none. */
  readonly reasoning: string;
}

const TAGS = ['think', 'thinking', 'thought', 'reasoning', 'reflection'] as const;
const NAMES = TAGS.join('|');
/** `<think>`, `[THINK]`, `<|think|>`, and the forms of single models. */
const OPENING = new RegExp(
  `(?:<(?:\\|?|seed:|mm:)(?:${NAMES})\\|?>|\\[(?:${NAMES})\\]|◁think▷)`,
  'iu',
);
const CLOSING = new RegExp(
  `(?:</(?:\\|?|seed:|mm:)(?:${NAMES})\\|?>|<\\|?/(?:${NAMES})\\|?>|\\[/(?:${NAMES})\\]|◁/think▷)`,
  'iu',
);

/**
 * The answer is what comes after the last reasoning. Tags that are quoted (in backticks) or that stand inside the answer's own
 * lines are its words.
 */
export function splitReasoning(text: string): SplitText {
  if (text.includes('<|channel|>') || /^\s*assistantfinal/.test(text)) return splitChannels(text);
  // Most answers hold no tag at all.
  if (!/[<[◁]/.test(text)) return { text, reasoning: '' };
  return splitTags(text);
}

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
    const close = searchTag(CLOSING, after);
    thought.push(close ? after.slice(0, close.at) : after);
    rest = rest.slice(0, open.at) + (close ? after.slice(close.end) : '');
  }
  if (thought.length === 0) return { text, reasoning: '' };
  return { text: rest.trim(), reasoning: thought.map((each) => each.trim()).join('\n\n') };
}

/** A block of reasoning begins a line. */
function openingIn(text: string): Place | null {
  const found = searchTag(OPENING, text);
  if (!found) return null;
  const line = text.slice(text.lastIndexOf('\n', found.at - 1) + 1, found.at);
  return line.trim() === '' ? found : null;
}

interface Place {
  readonly at: number;
  readonly end: number;
}

function searchTag(tag: RegExp, text: string): Place | null {
  const pattern = new RegExp(tag.source, 'giu');
  for (const { index, 0: found } of text.matchAll(pattern))
    if (!'`"\''.includes(text[index - 1] ?? ' ')) return { at: index, end: index + found.length };
  return null;
}

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
