/** A lint rule: what an error says can be said in every language. */

const ERRORS = new Set(['UserError', 'ProviderError', 'NoModel', 'BudgetReached']);

const isEnglish = (node) =>
  node?.type === 'ConditionalExpression'
    ? isEnglish(node.consequent) || isEnglish(node.alternate)
    : node?.type === 'TemplateLiteral' || (node?.type === 'Literal' && node.value !== '');

export const errorWorded = {
  meta: { type: 'problem', schema: [] },
  create: ({ report }) => ({
    NewExpression({ callee, arguments: [message] }) {
      if (callee.type === 'Identifier' && ERRORS.has(callee.name) && isEnglish(message))
        report({
          node: message,
          message: "Tag it with `worded`: errors are said in the reader's language.",
        });
    },
    Property({ key, value }) {
      if (
        key.name === 'commandLine' &&
        isEnglish(value) &&
        !/^(?:plumbline|git) /.test(textOf(value))
      )
        report({ node: value, message: 'Tag it with `worded`, unless it is a command alone.' });
    },
    CallExpression({ callee, arguments: [message] }) {
      const isTerminal =
        callee.type === 'MemberExpression' &&
        callee.object.name === 'terminal' &&
        ['say', 'out'].includes(callee.property.name);
      if (isTerminal && isEnglish(message) && /[a-z]{3}/.test(textOf(message)))
        report({
          node: message,
          message: "Tag it with `worded`, so that it is said in the reader's language.",
        });
    },
  }),
};

/** Without what goes in. */
function textOf(node) {
  if (node.type === 'ConditionalExpression')
    return textOf(node.consequent) + textOf(node.alternate);
  if (node.type === 'Literal') return String(node.value);
  return node.quasis.map(({ value }) => value.raw).join('');
}
