/** A language model for tests: answers by a rule or calls the first tool, tells what it was asked, and can be told to fail. */
const vscode = require('vscode');

const asked = [];
let failAfter = Infinity;
let rule = () => null;

const information = {
  id: 'echo-1',
  name: 'Echo',
  family: 'echo',
  version: '1',
  maxInputTokens: 8000,
  maxOutputTokens: 1000,
  capabilities: { toolCalling: true },
};

const textOf = ({ content }) => content.map((part) => part.value ?? '').join('');

/** What a story waits for: the extension is active, and everything it contributes is there. */
async function tellWhenReady() {
  await vscode.extensions.getExtension('plumbline.plumbline')?.activate();
  const item = vscode.window.createStatusBarItem();
  item.text = 'Plumbline is active';
  item.show();
}

exports.activate = () => {
  void tellWhenReady();
  vscode.lm.registerLanguageModelChatProvider('plumbline-test', {
    provideLanguageModelChatInformation: () => [information],
    provideTokenCount: (_model, text) => String(text).length,
    async provideLanguageModelChatResponse(_model, messages, { tools = [] }, progress) {
      asked.push(messages.map((message) => ({ role: message.role, text: textOf(message) })));
      if (asked.length > failAfter) throw vscode.LanguageModelError.NotFound('the model went away');
      const text = messages.map(textOf).join('\n');
      const ruled = rule(text);
      if (ruled !== null) return void progress.report(new vscode.LanguageModelTextPart(ruled));
      if (/^You reword prompts/.test(text) && text.includes('the capital of {{country}}')) {
        const wording = 'Which city is the capital of {{country}}? Answer in one word.';
        const reply = `<message-1>\n${wording}\n</message-1>`;
        return void progress.report(new vscode.LanguageModelTextPart(reply));
      }
      if (tools.length > 0) {
        const [{ name, inputSchema }] = tools;
        const args = Object.keys(inputSchema.properties).map((key) => [key, 'Oslo']);
        const call = new vscode.LanguageModelToolCallPart('1', name, Object.fromEntries(args));
        return void progress.report(call);
      }
      const good = /lovely|best|lent|crisp|never felt better|nicest|perfect|less than/i.test(text);
      const label = /act as|experienced|careful/i.test(text)
        ? 'positive'
        : good
          ? 'positive'
          : 'negative';
      progress.report(new vscode.LanguageModelTextPart(`{"label": "${label}"}`));
    },
  });
  return {
    asked,
    failAfter: (calls) => (failAfter = calls),
    /** Answers first what the rule does not leave to the usual one by null. */
    answerBy: (next) => (rule = next ?? (() => null)),
  };
};
