import type { Note } from '../text/note.js';
import { cut } from '../text/graphemes.js';
import { english, type Say } from '../say/say.js';

/** Longer values are cut. */
const SHOWN = 80;

/** Why a check failed, for instance `rent is "850", not 850`; null for a code that is not known. */
export function failureText({ code, params }: Note, say: Say = english): string | null {
  const given = (name: string) => cut(String(params[name] ?? ''), SHOWN);
  switch (code) {
    case 'no-json':
      return say('there is no whole JSON in it');
    case 'not-only-json':
      return say('something stands around the JSON');
    case 'other-value':
      return otherValue(params, say);
    case 'breaks-schema':
      return given('problem');
    case 'unreadable-calls':
      return say('its calls cannot be read');
    case 'unknown-tool':
      return say('there is no tool {tool}', { tool: given('tool') });
    case 'bad-arguments':
      return `${given('tool')}: ${given('problem')}`;
    case 'no-call':
      return say('it calls nothing');
    case 'other-argument':
      return `${given('tool')}: ${otherValue(params, say)}`;
    case 'missing-call':
      return say('{path} is missing', { path: given('call') });
    case 'further-call':
      return say('{path} is not expected', { path: given('call') });
    default:
      return null;
  }
}

function otherValue({ path: at, expected, found, more }: Note['params'], say: Say): string {
  const path = at === '' ? say('it') : String(at);
  const [wanted = '', given = ''] = [expected, found].map((each) => cut(String(each), SHOWN));
  const difference =
    found === null
      ? say('{path} is missing', { path })
      : expected === null
        ? say('{path} is not expected', { path })
        : say('{path} is {given}, not {wanted}', { path, given, wanted });
  const others = Number(more);
  return others === 0 ? difference : say('{difference}; {n} more', { difference, n: others });
}
