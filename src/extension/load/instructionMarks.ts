/** In the margin of the editor: how often each instruction was followed, at its line. */

import {
  MarkdownString,
  Range,
  Uri,
  window,
  type DecorationOptions,
  type Disposable,
  type LogOutputChannel,
  type TextEditor,
} from 'vscode';
import type { AdherenceLevel } from '../../core/index.js';
import { drawnInEditors } from '../drawnInEditors.js';
import { engine } from '../engine.js';
import { loadOf, type Entry } from '../entry.js';
import { say } from '../say.js';
import type { Session } from '../session.js';

/** Filled, half filled and empty tell them apart where colours do not. */
const LOOKS: Readonly<Record<AdherenceLevel, { readonly colour: string; readonly shape: string }>> =
  {
    followed: { colour: '#388a34', shape: '<circle cx="8" cy="8" r="4" fill="C"/>' },
    sometimes: {
      colour: '#bf8803',
      shape:
        '<circle cx="8" cy="8" r="3.5" fill="none" stroke="C"/><path d="M8 4.5a3.5 3.5 0 0 0 0 7z" fill="C"/>',
    },
    lost: {
      colour: '#e51400',
      shape: '<circle cx="8" cy="8" r="3.5" fill="none" stroke="C" stroke-width="1.5"/>',
    },
  };
const LEVELS = Object.keys(LOOKS) as AdherenceLevel[];

function iconOf(level: AdherenceLevel): Uri {
  const { colour, shape } = LOOKS[level];
  const drawn = shape.replaceAll('C"', `${colour}"`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">${drawn}</svg>`;
  return Uri.parse(`data:image/svg+xml;base64,${btoa(svg)}`);
}

export function instructionMarks(tools: { session: Session; log: LogOutputChannel }): Disposable {
  const types = new Map(
    LEVELS.map((level) => [
      level,
      window.createTextEditorDecorationType({
        gutterIconPath: iconOf(level),
        gutterIconSize: 'contain',
      }),
    ]),
  );
  const drawing = drawnInEditors(tools, async (editor, entry) => {
    const marks = await marksOf(editor, entry);
    for (const [level, type] of types) editor.setDecorations(type, marks.get(level) ?? []);
  });
  return { dispose: () => [drawing, ...types.values()].forEach((each) => each.dispose()) };
}

/** None where nothing was measured, or the prompt changed. */
async function marksOf(
  { document }: TextEditor,
  entry: Entry,
): Promise<ReadonlyMap<AdherenceLevel, readonly DecorationOptions[]>> {
  const { prompt, text } = entry;
  const load = loadOf(entry);
  if (!load || !prompt || text === null) return new Map();
  const { instructionPlaces } = await engine();
  const found = instructionPlaces({ prompt, text }, load, say).map(({ level, start, sentence }) => {
    const at = document.positionAt(start);
    const hoverMessage = new MarkdownString().appendText(sentence);
    return { level, options: { range: new Range(at, at), hoverMessage } };
  });
  return new Map(
    [...Map.groupBy(found, ({ level }) => level)].map(([level, own]) => [
      level,
      own.map(({ options }) => options),
    ]),
  );
}
