/** Fields in every supported language: examples and the place for the answer look alike, and a variant is said to do what it does. */

import { describe, expect, it } from 'vitest';
import { RULE_CLASSES } from '../../../src/core/variants/classes/classes.js';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { promptFrom } from '../../support/prompts.js';

interface Spoken {
  readonly task: string;
  readonly question: string;
  readonly answer: string;
  /** Between a name and its value. */
  readonly colon: string;
}

const LANGUAGES: Readonly<Record<string, Spoken>> = {
  en: { task: 'Answer the question.', question: 'Question', answer: 'Answer', colon: ': ' },
  'en, two words': { task: 'Answer it.', question: 'Text', answer: 'Your answer', colon: ': ' },
  'en, response': { task: 'Answer it.', question: 'Input', answer: 'Response', colon: ': ' },
  de: { task: 'Beantworte die Frage.', question: 'Frage', answer: 'Antwort', colon: ': ' },
  fr: { task: 'Réponds à la question.', question: 'Question', answer: 'Réponse', colon: ' : ' },
  'fr, narrow': { task: 'Réponds-y.', question: 'Énoncé', answer: 'Ta réponse', colon: '\u00a0: ' },
  es: { task: 'Responde a la pregunta.', question: 'Pregunta', answer: 'Respuesta', colon: ': ' },
  it: { task: 'Rispondi.', question: 'Domanda', answer: 'La tua risposta', colon: ': ' },
  pt: { task: 'Responda à pergunta.', question: 'Pergunta', answer: 'Resposta', colon: ': ' },
  nl: { task: 'Beantwoord de vraag.', question: 'Vraag', answer: 'Antwoord', colon: ': ' },
  ja: { task: '質問に答えてください。', question: '質問', answer: '答え', colon: '：' },
  'ja, half-width': { task: '答えてください。', question: '質問', answer: '回答', colon: ': ' },
  zh: { task: '请回答问题。', question: '问题', answer: '答案', colon: '：' },
};

const EXAMPLES = [
  ['Ulm?', 'Yes.'],
  ['Oslo and Bergen', 'Roma'],
] as const;
const shots = ({ task, question, answer, colon }: Spoken, apart: string) =>
  [
    task,
    ...EXAMPLES.map(([asked, said]) => `${question}${colon}${asked}\n${answer}${colon}${said}`),
    `${question}${colon}{{text}}\n${answer}${colon.trimEnd()}`,
  ].join(apart);

const fileOf = (...contents: readonly (readonly [string, string])[]) =>
  JSON.stringify({ messages: contents.map(([role, content]) => ({ role, content })) });

async function made(file: string, ...ids: readonly string[]) {
  const counts = Object.fromEntries(ids.map((id) => [id, 200]));
  const options = { counts, seed: 1, frozen: null, ask: null };
  const { variants } = await makeVariants(promptFrom(file), options);
  return variants.slice(1).map(({ change, messages }) => ({
    change,
    text: messages.map(({ content }) => content).join('\n\n'),
  }));
}

/** What stands between a value and the name before it; of the slot, what stands after the name. */
function joints(text: string, name: string, values: readonly string[]): string[] {
  const pattern = new RegExp(name, 'giu');
  return [...text.matchAll(pattern)].flatMap(({ index, 0: found }) => {
    const rest = text.slice(index + found.length);
    const value = values.find((each) => rest.indexOf(each) >= 0 && rest.indexOf(each) < 8);
    if (value !== undefined) return [rest.slice(0, rest.indexOf(value))];
    return rest.length < 8 ? [rest] : [];
  });
}

describe.each(Object.entries(LANGUAGES))('fields in %s', (_, spoken) => {
  it.each(['\n\n', '\n'])(
    'give examples and the slot the same form, %j between them',
    async (apart) => {
      const variants = await made(fileOf(['user', shots(spoken, apart)]), 'format', 'structure');
      expect(variants.length).toBeGreaterThan(20);
      for (const { text, change } of variants) {
        const [first = '', ...others] = joints(text, spoken.answer, ['Yes.', 'Roma']);
        expect(others.length, text).toBe(2);
        for (const joint of others) expect(joint.trimEnd(), change).toBe(first.trimEnd());
        expect(text, change).not.toMatch(
          /(?:Yes\.|Roma|Ulm\?|Bergen)[ \t]*[;|:]*[ \t]*[;:]|[ \t]+$/m,
        );
        expect(text.split(apart).length, change).toBeGreaterThanOrEqual(4);
      }
    },
  );

  it('give them the same form in different messages', async () => {
    const [system = '', user = ''] = shots(spoken, '\n\n').split(/\n\n(?=[^\n]*\{\{text)/);
    const lists = system.replaceAll(/^(?=.*(?:Yes\.|Roma|Ulm\?|Bergen)$)/gm, '- ');
    for (const instructions of [
      system,
      lists,
      `${spoken.task}\n"${spoken.answer}${spoken.colon}Yes." is one.`,
    ]) {
      const file = fileOf(['system', instructions], ['user', user]);
      for (const { text } of await made(file, 'format', 'structure')) {
        const found = new Set(
          joints(text, spoken.answer, ['Yes.', 'Roma']).map((each) => each.trim()),
        );
        expect(found.size, text).toBe(1);
      }
    }
  });

  it('leave what heads a list as it is', async () => {
    const { task, question, answer, colon } = spoken;
    for (const list of ['- Ulm\n- Oslo', '1. Ulm\n2. Oslo', 'A) Ulm\nB) Oslo', '\n* Ulm']) {
      const head = `Info${colon.trimEnd()}`;
      const text = `${task}\n${head}\n${list}\n\n${question}${colon}{{text}}\n${answer}${colon.trimEnd()}`;
      const variants = await made(fileOf(['user', text]), 'format');
      expect(variants.length).toBeGreaterThan(0);
      for (const variant of variants) expect(variant.text, variant.change).toContain(`${head}\n`);
    }
  });

  it('get no doubled space from any class, and no false description', async () => {
    const ids = RULE_CLASSES.map(({ id }) => id);
    const original = shots(spoken, '\n\n');
    for (const { change, text } of await made(fileOf(['user', original]), ...ids)) {
      if (change !== 'Two spaces after each sentence')
        expect(text, change).not.toMatch(/\S {2,}\S/);
      const lowered = [...original].filter((letter) => /\p{Lu}/u.test(letter)).length;
      const left = [...text].filter((letter) => /\p{Lu}/u.test(letter)).length;
      if (/lowercase/.test(change)) expect(left, change).toBeLessThan(lowered);
      if (/uppercase|title case/.test(change)) expect(left, change).toBeGreaterThan(lowered);
      if (/on one line/.test(change)) expect(text).toMatch(/ \|\| | \/\/ /);
    }
  });
});

describe('what a variant is said to do', () => {
  const changes = async (content: string, id: string) =>
    (await made(fileOf(['user', content]), id)).map(({ change }) => change);

  it('is what it did, of contractions and synonyms', async () => {
    expect(await changes('Say what is not said. Make sure the list is short.', 'synonym')).toEqual([
      'Synonyms: ensure for make sure',
      "With contractions (isn't for is not)",
    ]);
  });

  it('is what it did, of Markdown that is gone', async () => {
    expect(await changes('# Rules\n\nWrite {{n}} lines at once\n', 'structure')).toContain(
      'Without headings',
    );
    expect(await changes('Write **short** lines to {{name}}\n', 'structure')).toContain(
      'Without emphasis',
    );
  });

  it('is where it did it, of thanks before an input', async () => {
    const said = await changes('Sort the mail. Be brief.\n\nMail: {{mail}}\nLabel:', 'politeness');
    expect(said).toContain('Adds "Thank you!"');
    expect(said).not.toContain('Ends with "Thank you!"');
  });

  it('counts the mistakes that were made', async () => {
    for (const change of await changes('Übersetze ööööö.', 'keyboard'))
      expect(change).not.toMatch(/^[2-9]/);
  });

  it('does not speak of all sentences where some stay', async () => {
    expect(
      await changes('Sort mail by age. Ulm is a city. Keep it short.', 'whitespace'),
    ).toContain('Some sentences start in lowercase');
  });
});
