/** Which variables a Jinja program uses, and how. The parser keeps no places: a name stands where a tag first holds it. */

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

export function jinjaUses(body: unknown, places: readonly NamePlace[]): readonly VariableUse[] {
  const found = new UseCollector();
  const assigned = new Set<string>();

  const visit = (node: unknown, context: Context): void => {
    if (Array.isArray(node)) return node.forEach((each) => visit(each, context));
    if (typeof node === 'object' && node !== null) visitPart(node as Part, context);
  };
  const add = (name: string, { bound, optional, isText }: Context) => {
    if (bound.has(name) || assigned.has(name) || FUNCTIONS.has(name)) return;
    const offset = places.find((place) => place.name === name)?.offset ?? 0;
    found.add({ name, offset, required: !optional, isText });
  };
  const visitPart = (part: Part, context: Context): void => {
    const inside = (key: string, change: Partial<Context> = {}) =>
      visit(part[key], { ...context, ...change });
    const binding = (names: readonly string[]) => ({
      bound: new Set([...context.bound, ...names]),
    });
    switch (part.type) {
      case 'Identifier':
        return add(String(part['value']), context);
      case 'For':
        inside('iterable', { isText: false });
        inside('body', binding([...namesOf(part['loopvar']), 'loop']));
        return inside('defaultBlock', { optional: true });
      case 'If':
        inside('test', { optional: true, isText: false });
        inside('body', { optional: true });
        return inside('alternate', { optional: true });
      case 'Ternary':
        inside('condition', { optional: true, isText: false });
        inside('trueExpr', { optional: true });
        return inside('falseExpr', { optional: true });
      case 'SelectExpression':
        inside('lhs', { optional: true });
        return inside('test', { optional: true, isText: false });
      case 'Set':
        inside('value');
        inside('body');
        return namesOf(part['assignee']).forEach((name) => assigned.add(name));
      case 'Macro':
        namesOf(part['name']).forEach((name) => assigned.add(name));
        return inside('body', binding(namesOf({ value: part['args'] })));
      case 'CallStatement':
        inside('call');
        return inside('body', binding(namesOf({ value: part['callerArgs'] })));
      case 'MemberExpression':
        inside('object', { isText: false });
        if (part['computed']) inside('property');
        return;
      case 'FilterExpression':
      case 'FilterStatement': {
        const filter = part['filter'] as Part | undefined;
        const called = namesOf(filter?.['callee'] ?? filter)[0];
        const optional = context.optional || called === 'default' || called === 'd';
        inside('operand', { optional, isText: false });
        visit(filter?.['args'], context);
        return inside('body');
      }
      case 'TestExpression':
        return inside('operand', { optional: true, isText: false });
      case 'CallExpression':
        inside('callee');
        return inside('args');
      case 'KeywordArgumentExpression':
        return inside('value');
      case 'BinaryExpression':
        inside('left', { isText: false });
        return inside('right', { isText: false });
      default:
        for (const key of Object.keys(part)) if (key !== 'type') inside(key);
    }
  };
  visit(body, { bound: new Set(), optional: false, isText: true });
  return found.uses();
}

/** The names that a loop variable, an assignment or a list of arguments binds. */
function namesOf(node: unknown): string[] {
  const part = node as { type?: string; value?: unknown; key?: unknown } | undefined;
  if (part?.type === 'Identifier') return [String(part.value)];
  if (part?.type === 'KeywordArgumentExpression') return namesOf(part.key);
  return Array.isArray(part?.value) ? part.value.flatMap(namesOf) : [];
}
