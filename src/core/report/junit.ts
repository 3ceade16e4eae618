/** Gates as test cases, one suite a prompt, for any CI that reads JUnit. A prompt without gates is one case that passes. */

import { printable } from '../text/printable.js';
import type { ReportView } from './view.js';

export function renderJunit(views: readonly ReportView[]): string {
  const suites = views.map(suiteOf);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="plumbline">',
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteOf(view: ReportView): string {
  const summary = `${view.verdict.word}: ${view.verdict.sentence}`;
  const cases =
    view.gates.length === 0
      ? [`    <testcase classname="${xml(view.path)}" name="tested"/>`]
      : view.gates.map(({ text, result }) => {
          const open = `    <testcase classname="${xml(view.path)}" name="${xml(text)}"`;
          if (result === 'passed') return `${open}/>`;
          if (result === 'failed')
            return `${open}><failure message="${xml(text)}">${xml(summary)}</failure></testcase>`;
          return `${open}><skipped message="inconclusive"/></testcase>`;
        });
  const count = (result: string) => view.gates.filter((gate) => gate.result === result).length;
  return [
    `  <testsuite name="${xml(view.path)}" tests="${cases.length}" failures="${count('failed')}" skipped="${count('inconclusive')}">`,
    ...cases,
    `    <system-out>${xml([summary, view.verdict.found, view.verdict.cause, view.verdict.advice, ...view.caveats, ...view.notes].filter(Boolean).join('\n'))}</system-out>`,
    '  </testsuite>',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

export const xml = (text: string): string =>
  printable(text).replace(/[&<>"\n]/g, (character) => ENTITIES[character] as string);
