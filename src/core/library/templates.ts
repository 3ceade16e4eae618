/**
 * Templates for common tasks. Each follows known good practice: the task first, the input separate from it, the exact
 * output format, what to do if the input does not fit, and cases to measure with, some of which can be examples.
 */

import { stringify } from 'yaml';
import type { Message } from '../ports/model.js';

export interface PromptTemplate {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** The text of a GitHub Models file, the most portable format. */
  text(name: string): string;
}

interface Parts {
  readonly task: string;
  readonly description: string;
  readonly messages: readonly Message[];
  readonly testData: readonly Readonly<Record<string, string>>[];
  readonly maxTokens: number;
  readonly checks?: readonly Readonly<Record<string, unknown>>[];
}

const template = (
  id: string,
  { title, detail, ...parts }: { title: string; detail: string } & Parts,
): PromptTemplate => ({ id, title, detail, text: (name) => fileText(name, parts) });

function fileText(
  name: string,
  { task, description, messages, testData, maxTokens, checks }: Parts,
) {
  const yaml = (value: unknown) => stringify(value, { lineWidth: 0, blockQuote: 'literal' });
  const sensitivity = {
    // Few-shot examples from the other cases; a number above 0 adds that many.
    shots: ['file', 3],
    ...(checks ? { checks } : {}),
  };
  return [
    yaml({ name, description, task, tags: [] }),
    yaml({ modelParameters: { temperature: 0, maxTokens } }),
    yaml({ messages }),
    '# Replace these with real inputs: use at least 8 for an interval; 50 is better.\n',
    yaml({ testData }),
    yaml({ sensitivity }),
  ].join('');
}

const INPUT = '<input>\n{{input}}\n</input>';

export const TEMPLATES: readonly PromptTemplate[] = [
  template('classification', {
    title: 'Classification',
    detail: 'One label from a fixed set',
    task: 'classification',
    description: 'Classifies a message into one of a few classes.',
    messages: [
      {
        role: 'system',
        content:
          'You classify customer messages by topic.\n\nLabels:\n- billing: money, invoices, refunds\n- bug: something does not work\n- other: everything else\n\nAnswer with one label and nothing else. If no label fits, answer other.\n',
      },
      { role: 'user', content: INPUT },
    ],
    testData: [
      { input: 'I was charged twice this month.', expected: 'billing' },
      { input: 'The app closes when I open a photo.', expected: 'bug' },
      { input: 'Where can I find your opening hours?', expected: 'other' },
      { input: 'Please send the invoice again.', expected: 'billing' },
      { input: 'Search finds nothing since the update.', expected: 'bug' },
      { input: 'Thank you, that was quick!', expected: 'other' },
      { input: 'My refund has not arrived.', expected: 'billing' },
      { input: 'The login page stays white.', expected: 'bug' },
    ],
    maxTokens: 5,
  }),
  template('extraction', {
    title: 'Extraction',
    detail: 'Fields of a text as JSON',
    task: 'extraction',
    description: 'Extracts the fields of an order from a message.',
    messages: [
      {
        role: 'system',
        content:
          'You extract orders from messages.\n\nAnswer with one JSON object and nothing else, no code fence:\n{"item": text, "quantity": integer, "city": text or null}\n\nUse null for anything the message does not say. Do not make anything up.\n',
      },
      { role: 'user', content: INPUT },
    ],
    testData: [
      {
        input: 'Two lamps to Oslo, please.',
        expected: '{"item": "lamp", "quantity": 2, "city": "Oslo"}',
      },
      { input: 'I need 1 desk.', expected: '{"item": "desk", "quantity": 1, "city": null}' },
      {
        input: 'Send three chairs to Lyon.',
        expected: '{"item": "chair", "quantity": 3, "city": "Lyon"}',
      },
      {
        input: 'Ten shelves for our office in Porto.',
        expected: '{"item": "shelf", "quantity": 10, "city": "Porto"}',
      },
    ],
    maxTokens: 80,
    checks: [{ name: 'same fields', json: '{{expected}}' }],
  }),
  template('summary', {
    title: 'Summary',
    detail: 'A short text for a given reader',
    task: 'text',
    description: 'Summarizes a text for someone who has not read it.',
    messages: [
      {
        role: 'system',
        content:
          'You summarize texts for {{reader}}.\n\nWrite one sentence of at most 25 words. Keep names, numbers and negations as they are. Add nothing that the text does not say.\n',
      },
      { role: 'user', content: '<text>\n{{input}}\n</text>' },
    ],
    testData: [
      {
        reader: 'a manager',
        input:
          'The release moves from Monday to Thursday, because two tests of the payment page still fail.',
      },
      {
        reader: 'a new colleague',
        input: 'Backups run every night at two. They are kept for 30 days and are not encrypted.',
      },
    ],
    maxTokens: 60,
  }),
  template('rewriting', {
    title: 'Rewriting',
    detail: 'The same text in another tone or language',
    task: 'text',
    description: 'Rewrites a text in another tone without changing what it says.',
    messages: [
      {
        role: 'system',
        content:
          'You rewrite texts in a {{tone}} tone.\n\nKeep the meaning, every name and every number. Answer with the rewritten text only.\n',
      },
      { role: 'user', content: '<text>\n{{input}}\n</text>' },
    ],
    testData: [
      { tone: 'friendly', input: 'Your request was denied. Form 7 is missing.' },
      { tone: 'formal', input: 'Hey, can you send me the 3 files by Friday?' },
    ],
    maxTokens: 120,
  }),
  template('grounded-answer', {
    title: 'Answer from a document',
    detail: 'Question answering with sources, and a way to say no',
    task: 'question answering',
    description:
      'Answers a question from a document, or says that the document does not answer it.',
    messages: [
      {
        role: 'system',
        content:
          'You answer questions from a document.\n\nUse the document only. Answer in one sentence. If the document does not contain the answer, say exactly: The document does not say.\n',
      },
      {
        role: 'user',
        content: '<document>\n{{document}}\n</document>\n\nQuestion: {{question}}',
      },
    ],
    testData: [
      {
        document: 'The museum opens at ten and closes at six. On Mondays it is closed.',
        question: 'When does it open?',
        expected: 'ten',
      },
      {
        document: 'The museum opens at ten and closes at six. On Mondays it is closed.',
        question: 'What does a ticket cost?',
        expected: 'The document does not say',
      },
    ],
    maxTokens: 60,
    checks: [{ name: 'contains the answer', contains: '{{expected}}' }],
  }),
  template('code-review', {
    title: 'Code review',
    detail: 'Findings in a diff, in a fixed format',
    task: 'code',
    description: 'Finds bugs in a code change.',
    messages: [
      {
        role: 'system',
        content:
          'You review code changes.\n\nReport only bugs: no style issues, no praise. Write one line per finding:\nLINE: what is wrong\n\nIf nothing is wrong, answer exactly: no findings\n',
      },
      { role: 'user', content: '```diff\n{{diff}}\n```' },
    ],
    testData: [
      {
        diff: '-for (let i = 0; i < list.length; i++) {\n+for (let i = 0; i <= list.length; i++) {',
        expected: '1:',
      },
      {
        diff: '-const name = user.name;\n+const name = user.name.trim();',
        expected: 'no findings',
      },
    ],
    maxTokens: 120,
    checks: [{ name: 'says so', contains: '{{expected}}' }],
  }),
];
