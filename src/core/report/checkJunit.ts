/** `plumbline check` as JUnit: a suite for each prompt, a test case for the comparison and one for each gate. */

import { isRed, type CheckedPrompt } from '../studies/comparison/checked.js';
import { checkedSentence, resultWord } from '../studies/comparison/checkedWords.js';
import { xml } from './junit.js';
import { gateText } from './view.js';

interface TestCase {
  readonly name: string;
  readonly word: 'passed' | 'failed' | 'skipped';
  readonly message: string;
}

export function checkJunit(
  checked: readonly CheckedPrompt[],
  { strict }: { strict: boolean },
): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="plumbline check">',
    ...checked.map((each) => suiteOf(each, strict)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteOf(checked: CheckedPrompt, strict: boolean): string {
  const { result, gates, path } = checked;
  const isOpen = result === 'inconclusive' || result === 'not-measured';
  const cases: TestCase[] = [
    {
      name: 'against the baseline',
      word: isRed({ result, gates: [] }, { strict }) ? 'failed' : isOpen ? 'skipped' : 'passed',
      message: `${resultWord(result)}. ${checkedSentence(checked)}`,
    },
    ...gates.map((gate): TestCase => {
      const isFailed = gate.result === 'failed' || (strict && gate.result === 'inconclusive');
      const word = isFailed ? 'failed' : gate.result === 'passed' ? 'passed' : 'skipped';
      return { name: gateText(gate), word, message: gateText(gate) };
    }),
  ];
  const count = (word: TestCase['word']) => cases.filter((each) => each.word === word).length;
  return [
    `  <testsuite name="${xml(path)}" tests="${cases.length}" failures="${count('failed')}" skipped="${count('skipped')}">`,
    ...cases.map((each) => caseOf(each, path)),
    '  </testsuite>',
  ].join('\n');
}

function caseOf({ name, word, message }: TestCase, path: string): string {
  const open = `    <testcase classname="${xml(path)}" name="${xml(name)}"`;
  if (word === 'passed') return `${open}/>`;
  const tag = word === 'failed' ? 'failure' : 'skipped';
  return `${open}><${tag} message="${xml(message)}"/></testcase>`;
}
