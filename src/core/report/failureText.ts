import type { Note } from '../text/note.js';
import { cut } from '../text/graphemes.js';

/** Longer values are cut. */
const SHOWN = 80;

/** Why a check failed, for instance `rent is "850", not 850`; null for a code that is not known. */
export function failureText({ code, params }: Note): string | null {
  const said = (name: string) => cut(String(params[name] ?? ''), SHOWN);
  switch (code) {
    case 'no-json':
      return 'there is no whole JSON in it';
    case 'not-only-json':
      return 'something stands around the JSON';
    case 'other-value':
      return otherValue(params);
    case 'breaks-schema':
      return said('problem');
    case 'unreadable-calls':
      return 'its calls cannot be read';
    case 'unknown-tool':
      return `there is no tool ${said('tool')}`;
    case 'bad-arguments':
      return `${said('tool')}: ${said('problem')}`;
    case 'no-call':
      return 'it calls nothing';
    case 'other-argument':
      return `${said('tool')}: ${otherValue(params)}`;
    case 'missing-call':
      return `${said('call')} is missing`;
    case 'further-call':
      return `${said('call')} is not expected`;
    default:
      return null;
  }
}

function otherValue({ path, expected, found, more }: Note['params']): string {
  const at = path === '' ? 'it' : String(path);
  const [wanted, given] = [expected, found].map((each) => cut(String(each), SHOWN));
  const difference =
    found === null
      ? `${at} is missing`
      : expected === null
        ? `${at} is not expected`
        : `${at} is ${given}, not ${wanted}`;
  const others = Number(more);
  return others === 0 ? difference : `${difference}; ${others} more`;
}
