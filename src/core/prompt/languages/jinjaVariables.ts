/** Which variables a Jinja program uses, and how. The parser has no positions, so a name's place is its first tag. */

import { isOwnFunction } from './jinjaFilters.js';
import { UseCollector, type NamePlace, type VariableUse } from './language.js';

const FUNCTIONS = new Set([
  'range',
  'namespace',
  'raise_exception',
  'strftime_now',
  'true',
  'false',
  'none',
  'True',
  'False',
  'None',
  'loop',
]);

interface Context {
  readonly bound: ReadonlySet<string>;
  readonly optional: boolean;
  readonly isText: boolean;
}
type Part = Record<string, unknown> & { readonly type?: string };

/** Every use of an input in the program, with its place. */
export function jinjaUses(body: unknown, places: readonly NamePlace[]): readonly VariableUse[] {
  const uses = new JinjaUses(places);
  uses.visit(body, { bound: new Set(), optional: false, isText: true });
  return uses.found.uses();
}

/** The parts of a statement and the scope of each. */
type Inside = (key: string, change?: Partial<Context>) => void;

class JinjaUses {
  readonly found = new UseCollector();
  readonly #assigned = new Set<string>();
  readonly #places: readonly NamePlace[];

  constructor(places: readonly NamePlace[]) {
    this.#places = places;
  }

  visit(node: unknown, context: Context): void {
    if (Array.isArray(node)) return node.forEach((each) => this.visit(each, context));
    if (typeof node !== 'object' || node === null) return;
    const part = node as Part;
    const inside: Inside = (key, change = {}) => this.visit(part[key], { ...context, ...change });
    if (part.type === 'Identifier') return this.#add(String(part['value']), context);
    if (this.#visitStatement(part, context, inside) || this.#visitFilter(part, context, inside))
      return;
    if (visitExpression(part, inside)) return;
    for (const key of Object.keys(part)) if (key !== 'type') inside(key);
  }

  #add(name: string, { bound, optional, isText }: Context): void {
    if (bound.has(name) || this.#assigned.has(name)) return;
    if (FUNCTIONS.has(name) || isOwnFunction(name)) return;
    const offset = this.#places.find((place) => place.name === name)?.offset ?? 0;
    this.found.add({ name, offset, required: !optional, isText });
  }

  /** Statements that bind names or may not be reached; false for any other part. */
  #visitStatement(part: Part, context: Context, inside: Inside): boolean {
    const binding = (names: readonly string[]) => ({
      bound: new Set([...context.bound, ...names]),
    });
    switch (part.type) {
      case 'For':
        inside('iterable', { isText: false });
        inside('body', binding([...namesOf(part['loopvar']), 'loop']));
        inside('defaultBlock', { optional: true });
        return true;
      case 'If':
        inside('test', { optional: true, isText: false });
        inside('body', { optional: true });
        inside('alternate', { optional: true });
        return true;
      case 'Set':
        inside('value');
        inside('body');
        namesOf(part['assignee']).forEach((name) => this.#assigned.add(name));
        return true;
      case 'Macro':
        namesOf(part['name']).forEach((name) => this.#assigned.add(name));
        inside('body', binding(namesOf({ value: part['args'] })));
        return true;
      case 'CallStatement':
        inside('call');
        inside('body', binding(namesOf({ value: part['callerArgs'] })));
        return true;
      default:
        return false;
    }
  }

  #visitFilter(part: Part, context: Context, inside: Inside): boolean {
    if (part.type !== 'FilterExpression' && part.type !== 'FilterStatement') return false;
    const filter = part['filter'] as Part | undefined;
    const called = namesOf(filter?.['callee'] ?? filter)[0];
    const optional = context.optional || called === 'default' || called === 'd';
    inside('operand', { optional, isText: false });
    this.visit(filter?.['args'], context);
    inside('body');
    return true;
  }
}

function visitExpression(part: Part, inside: Inside): boolean {
  switch (part.type) {
    case 'Ternary':
      inside('condition', { optional: true, isText: false });
      inside('trueExpr', { optional: true });
      inside('falseExpr', { optional: true });
      return true;
    case 'SelectExpression':
      inside('lhs', { optional: true });
      inside('test', { optional: true, isText: false });
      return true;
    case 'MemberExpression':
      inside('object', { isText: false });
      if (part['computed']) inside('property');
      return true;
    case 'TestExpression':
      inside('operand', { optional: true, isText: false });
      return true;
    case 'CallExpression':
      inside('callee');
      inside('args', isOwnFunction(namesOf(part['callee'])[0] ?? '') ? { isText: false } : {});
      return true;
    case 'KeywordArgumentExpression':
      inside('value');
      return true;
    case 'BinaryExpression':
      inside('left', { isText: false });
      inside('right', { isText: false });
      return true;
    default:
      return false;
  }
}

/** The names that a loop variable, an assignment or a list of arguments binds. */
function namesOf(node: unknown): string[] {
  const part = node as { type?: string; value?: unknown; key?: unknown } | undefined;
  if (part?.type === 'Identifier') return [String(part.value)];
  if (part?.type === 'KeywordArgumentExpression') return namesOf(part.key);
  return Array.isArray(part?.value) ? part.value.flatMap(namesOf) : [];
}
