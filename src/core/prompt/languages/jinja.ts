/** Jinja, interpreted step by step: nothing is compiled to code, and a template that would not end is stopped. */

import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';
import {
  MAX_RENDERED_CHARACTERS,
  MAX_STEPS,
  TemplateError,
  type TemplateLanguage,
  type VariableUse,
  valueOf,
} from './language.js';

export const jinja: TemplateLanguage = {
  written: (name) => `{{ ${name} }}`,
  variablesOf: (text) =>
    usesIn(text).map(({ name, offset, required }) => ({ name, offset, required })),
  render(text, inputs) {
    const structured = new Set(usesIn(text).flatMap(({ name, isText }) => (isText ? [] : [name])));
    const environment = new Environment();
    environment.set('range', range);
    for (const [name, value] of Object.entries(inputs))
      environment.set(name, structured.has(name) ? valueOf(value) : value);
    return told(() => String(new BoundedInterpreter(environment).run(programOf(text)).value));
  },
};

/** The package's own types do not resolve under Node's rules for ES modules. */
interface Running {
  run(program: unknown): { readonly value: unknown };
  evaluate(node: unknown, environment: unknown): { readonly value: unknown };
}
const Base = Interpreter as unknown as new (environment: unknown) => Running;

class BoundedInterpreter extends Base {
  #steps = 0;

  override evaluate(node: unknown, environment: unknown) {
    if (++this.#steps > MAX_STEPS)
      throw new TemplateError('The template does not come to an end. Is a loop too long?');
    const value = super.evaluate(node, environment);
    if (typeof value.value === 'string' && value.value.length > MAX_RENDERED_CHARACTERS)
      throw new TemplateError('The template grows beyond 4 million characters.');
    return value;
  }
}

/** As in Jinja, with an end: a list of this length is made before any step is counted. */
function range(from: number, to?: number, step = 1): number[] {
  const [start, end] = to === undefined ? [0, from] : [from, to];
  const length = Math.max(0, Math.ceil((end - start) / step));
  if (!(length <= MAX_STEPS)) throw new TemplateError('range() is too long for a prompt.');
  return Array.from({ length }, (_, index) => start + index * step);
}

function programOf(text: string): { readonly body: unknown } {
  return told(() => parse(tokenize(text)));
}

function told<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw new TemplateError(`Not readable as Jinja: ${(error as Error).message}`, { cause: error });
  }
}

interface Use extends VariableUse {
  /** Only ever printed as it is. */
  readonly isText: boolean;
}

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

function usesIn(text: string): Use[] {
  const found = new Map<string, Use>();
  const visit = (node: unknown, context: Context): void => {
    if (Array.isArray(node)) return node.forEach((each) => visit(each, context));
    if (typeof node !== 'object' || node === null) return;
    const part = node as Record<string, unknown> & { type?: string };
    if (part.type === 'Identifier') return add(String(part['value']), context);
    const inside = (key: string, change: Partial<Context> = {}) =>
      visit(part[key], { ...context, ...change });
    switch (part.type) {
      case 'For': {
        inside('iterable', { isText: false });
        const bound = new Set([...context.bound, ...namesIn(part['loopvar']), 'loop']);
        inside('body', { bound });
        return inside('defaultBlock', { optional: true });
      }
      case 'If':
      case 'Ternary':
        inside(part.type === 'If' ? 'test' : 'condition', { optional: true, isText: false });
        for (const key of ['body', 'alternate', 'trueExpr', 'falseExpr'])
          inside(key, { optional: true });
        return;
      case 'SelectExpression':
        inside('lhs', { optional: true });
        return inside('test', { optional: true, isText: false });
      case 'Set':
        inside('value');
        namesIn(part['assignee']).forEach((name) => assigned.add(name));
        return inside('body');
      case 'MemberExpression':
        inside('object', { isText: false });
        if (part['computed']) inside('property');
        return;
      case 'FilterExpression':
      case 'FilterStatement': {
        const filter = part['filter'] as Record<string, unknown> | undefined;
        const called = namesIn(filter?.['callee'] ?? filter)[0];
        inside('operand', { optional: context.optional || called === 'default', isText: false });
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
  const assigned = new Set<string>();
  const add = (name: string, { bound, optional, isText }: Context) => {
    if (bound.has(name) || assigned.has(name) || FUNCTIONS.has(name)) return;
    const before = found.get(name);
    found.set(name, {
      name,
      offset: before?.offset ?? offsetOf(text, name),
      required: !optional || (before?.required ?? false),
      isText: isText && (before?.isText ?? true),
    });
  };
  visit(programOf(text).body, {
    bound: new Set(),
    optional: false,
    isText: true,
  });
  return [...found.values()].sort((a, b) => a.offset - b.offset);
}

/** The names a loop variable or an assignment binds: one, or a tuple of them. */
function namesIn(node: unknown): string[] {
  const part = node as { type?: string; value?: unknown } | undefined;
  if (part?.type === 'Identifier') return [String(part.value)];
  return Array.isArray(part?.value) ? part.value.flatMap(namesIn) : [];
}

/** The parser keeps no places: the first tag that holds the name as a word. */
function offsetOf(text: string, name: string): number {
  const word = new RegExp(`(?<![\\p{L}\\p{N}_.])${name}(?![\\p{L}\\p{N}_])`, 'u');
  for (const tag of text.matchAll(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g)) {
    const at = tag[0].search(word);
    if (at >= 0) return tag.index + at;
  }
  return 0;
}
