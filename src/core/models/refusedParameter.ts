/** Which request field an endpoint refused, out of whatever words it uses. */

import type { ErrorBody } from './errorBody.js';

/** Fields without which there is no request, or another one than was asked for. */
const NEEDED = new Set(['model', 'messages', 'input', 'store', 'tools']);
/** Fields we add ourselves: any complaint about one means that it is to be left out. */
const OURS = new Set(['top_logprobs', 'logprobs', 'include', 'stream_options', 'seed']);
/** Those without which the answer is the same, the likeliest to be refused first. */
const BESIDE_THE_POINT = ['logprobs', 'include', 'top_logprobs', 'seed', 'stream_options'];
/** Statuses with which endpoints refuse a parameter. */
const REFUSING = new Set([400, 403, 404, 405, 415, 422, 501]);
/** With another status of a server, only these words are no passing failure. */
const NOT_BUILT =
  /not (?:yet |currently )?(?:implemented|supported|available)|unsupported|unimplemented|does(?: not|n't) support/i;

const OTHER_NAMES: Readonly<Record<string, string>> = {
  max_tokens: 'max[ _-]?(?:output[ _-]?)?tokens',
  include: 'include|log[ _-]?probs?|log probabilit(?:y|ies)',
  top_logprobs: 'top[ _-]?log[ _-]?probs?|top log probabilit(?:y|ies)',
  logprobs: 'log[ _-]?probs?|log probabilit(?:y|ies)|token probabilit(?:y|ies)',
  stream: 'stream(?:ing)?',
  stop: 'stop(?:[ _-]?sequences?)?',
};

/** The field is there and its value is out of bounds: leaving it out would hide a mistake of the file. */
const OUT_OF_BOUNDS =
  /\btoo (?:large|long|high|small|low|many)\b|exceed|(?:greater|less|more|larger|smaller) than|\bat (?:most|least)\b|\bm(?:ax|in)imum\b|\bbetween\b|out of (?:range|bounds)|context (?:length|window)/i;
const REFUSAL =
  /support|allow|permit|unknown|unrecogni[sz]ed|unexpected|extra|invalid|cannot|can't|not |n't |only|must|deprecated|removed|disabled|incompatible|forbidden|leave .* out|不支持|未知|nicht|non |no /i;
/** A parameter is refused, and which one is not said. */
const UNNAMED =
  /(?:unsupported|unknown|unrecogni[sz]ed|unexpected|extra) (?:request )?(?:parameter|argument|field|input|propert)|(?:parameter|argument|field|input)s? (?:(?:is|are) )?not (?:supported|permitted|allowed)/i;

export interface RefusedParameter {
  readonly name: string;
  /** Whether the endpoint named no field, so that this one is the first to try. */
  readonly isGuess: boolean;
}

/** `sent`: the names of the fields the request had. Null where it was refused for something else. */
export function refusedParameter(
  status: number | null,
  { message, param, code }: ErrorBody,
  sent: readonly string[],
): RefusedParameter | null {
  const isServers = status !== null && status >= 500 && !REFUSING.has(status);
  if (status !== null && !REFUSING.has(status) && !isServers) return null;
  const optional = sent.filter((name) => !NEEDED.has(name)).sort((a, b) => b.length - a.length);
  const named =
    optional.find((name) => param !== null && isField(param, name)) ??
    fieldNamedIn(message, optional);
  if (isServers && (named === null || !OURS.has(named) || !NOT_BUILT.test(message))) return null;
  if (named === null) {
    const isAbout = UNNAMED.test(`${code ?? ''} ${message}`.replaceAll('_', ' '));
    return isAbout && param === null ? guessedParameter(sent) : null;
  }
  return !OURS.has(named) && OUT_OF_BOUNDS.test(message) ? null : { name: named, isGuess: false };
}

/** The field to leave out first where nothing says which one is refused; null where none is left that can be missed. */
export function guessedParameter(sent: readonly string[]): RefusedParameter | null {
  const name = BESIDE_THE_POINT.find((each) => sent.includes(each));
  return name === undefined ? null : { name, isGuess: true };
}

/** `body.temperature`, `reasoning_effort`, `stream_options.include_usage`, `generationConfig.topP`. */
function isField(path: string, name: string): boolean {
  const plain = (text: string) => text.replace(/[_-]/g, '').toLowerCase();
  return path.split(/[.[\]/]/).some((part) => plain(part) === plain(name));
}

/** The first field named in the first clause that refuses something. */
function fieldNamedIn(message: string, names: readonly string[]): string | null {
  const clauses = message.split(/(?<=[.;!?])\s+|,?\s+(?:use|try|send)\s/i);
  for (const clause of clauses.filter((each) => REFUSAL.test(each))) {
    const found = names
      .map((name) => ({ name, at: clause.search(mentionOf(name)) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at || b.name.length - a.name.length);
    if (found[0]) return found[0].name;
  }
  return null;
}

/** Words that are also English are meant only where they look like a name. */
const PLAIN_WORDS =
  /^(?:n|user|stop|store|text|reasoning|truncation|stream|prediction|metadata|modalities|audio|seed)$/;

function mentionOf(name: string): RegExp {
  const written = OTHER_NAMES[name] ?? name.replaceAll('_', '[ _-]?');
  const word = `(?<![\\p{L}\\p{N}_])(?:${written})(?![\\p{L}\\p{N}_])`;
  if (!PLAIN_WORDS.test(name)) return new RegExp(word, 'iu');
  return new RegExp(
    `["'\`“‘(:]\\s*(?:${written})(?![\\p{L}\\p{N}_])|(?:parameter|argument|field|input|key)s?:? ${word}|${word} (?:parameter|argument|field|is|are|was|must)|^${word}|(?:support|allow|permit)s? ${word}|(?:不支持|参数) ?${word}`,
    'iu',
  );
}
