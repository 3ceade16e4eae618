/** A lint rule: where there is a reader's language, numbers are written in it. */

const FIGURES = new Set([
  'interval',
  'money',
  'number',
  'pValue',
  'secondsText',
  'signedNumber',
  'thousands',
  'withInterval',
]);
const SPEAKER = 'say';

const isNamed = (node, name) => node.type === 'Identifier' && node.name === name;

/** Whether the name stands for something of say/figures.ts. */
const isFigure = (variable) =>
  variable?.defs.some(({ parent }) => /say\/figures\.js$/.test(parent?.source?.value ?? ''));

const variableOf = (scope, name) => scope && (scope.set.get(name) ?? variableOf(scope.upper, name));

export const readerTold = {
  meta: { type: 'problem', schema: [] },
  create: ({ sourceCode, report }) => ({
    CallExpression(node) {
      const { callee } = node;
      const ofEngine = callee.type === 'MemberExpression' && isNamed(callee.object, 'core');
      const name = ofEngine ? callee.property : callee;
      if (name.type !== 'Identifier' || !FIGURES.has(name.name)) return;
      const scope = sourceCode.getScope(node);
      if (!ofEngine && !isFigure(variableOf(scope, name.name))) return;
      const isTold = node.arguments.some((each) => isNamed(each, SPEAKER));
      if (isTold || !variableOf(scope, SPEAKER)) return;
      report({ node, message: 'Pass `say`: numbers are written as the reader does.' });
    },
  }),
};
