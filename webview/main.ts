/** Gathers what changed and draws it once a frame. */

import { render } from 'lit';
import type { PanelState } from '../src/protocol.js';
import { app } from './app.js';
import { hasOutgrown } from './drawnWidth.js';
import { gridOf, type Grid } from './grid.js';
import { memory, onMessage, post, remember } from './host.js';
import { announce } from './live.js';
import { matrixTable, type Sight } from './matrix.js';
import { focus, forgetFocus, onMove, useGrid } from './matrixFocus.js';
import { matrixNote } from './matrixNote.js';
import { matrixShown } from './matrixSection.js';
import { nameColumn } from './nameColumn.js';
import { change, onChange, shown, viewAnew } from './store.js';
import { speak } from './strings.js';

const NARROW = 480;
const GAP = 8;
const root = document.getElementById('panel') as HTMLElement;
const frame = document.createElement('div');
frame.className = 'grid';
frame.tabIndex = -1;
const note = document.createElement('div');

let wanted: 'all' | 'matrix' | null = null;

function schedule(what: 'all' | 'matrix'): void {
  if (wanted === null) requestAnimationFrame(draw);
  if (wanted !== 'all') wanted = what;
}

function draw(): void {
  const all = wanted === 'all';
  wanted = null;
  const { state, view } = shown;
  if (!state) return;
  const { report } = state;
  const narrow = root.clientWidth < NARROW;
  const running = state.phase.kind === 'running';
  const grid = report
    ? gridOf(
        matrixShown(report),
        running ? { order: 'file', allCases: true, wide: view.wide } : view,
        narrow,
      )
    : null;
  const { hidden, filteredOut } = grid ?? { hidden: 0, filteredOut: 0 };
  const signs = grid !== null && nameColumn(grid, sightOf().width).signs;
  if (all) render(app(state, { hidden, filteredOut, signs }), root);
  if (grid) drawMatrix(grid);
  if (!all) return;
  keepClear();
  if (hasOutgrown()) schedule('all');
  announce(state);
}

function drawMatrix(grid: Grid): void {
  const place = document.getElementById('matrix');
  if (!place) return;
  if (frame.parentElement !== place) place.append(frame, note);
  useGrid(grid, shown.state?.cell?.cell ?? null);
  const sight = sightOf();
  const names = nameColumn(grid, sight.width);
  render(matrixTable(grid, { mode: shown.view.cells, sight, names }), frame);
  render(matrixNote(grid, { focus, sight, names }), note);
}

/** What is scrolled to stops below the strip of a run, which never covers a heading. */
function keepClear(): void {
  const strip = document.querySelector<HTMLElement>('.strip.is-running');
  document.documentElement.style.scrollPaddingTop = strip ? `${strip.offsetHeight + GAP}px` : '';
}

/** Before the first layout there is no size: what a usual panel shows is drawn. */
const sightOf = (): Sight => ({
  left: frame.scrollLeft,
  top: frame.scrollTop,
  width: frame.clientWidth || 1000,
  height: frame.clientHeight || 600,
});

frame.addEventListener('scroll', () => schedule('matrix'), { passive: true });
new ResizeObserver(() => schedule('all')).observe(root);
onChange(() => schedule('all'));
onMove(() => schedule('matrix'));

onMessage((message) => {
  switch (message.kind) {
    case 'state':
      speak(message.state.strings);
      attend(message.state);
      shown.state = message.state;
      if (message.state.phase.kind !== 'preflight') shown.view = { ...shown.view, ticked: null };
      return schedule('all');
    case 'acknowledge':
      return change({ acknowledged: message.button });
    case 'progress':
      if (shown.state)
        shown.state = {
          ...shown.state,
          phase: { kind: 'running', progress: message.progress },
        };
      return schedule('all');
    case 'cell':
      if (shown.state) shown.state = { ...shown.state, cell: message.cell };
      return schedule('all');
  }
});

/** The panel may turn to another prompt. */
function attend({ subject }: PanelState): void {
  if (!subject) return;
  if (memory().uri !== subject.uri) {
    viewAnew();
    forgetFocus();
    window.scrollTo(0, 0);
    remember({ chosen: null });
  }
  remember(subject);
}

post({ kind: 'ready' });
const { chosen } = memory();
if (chosen) post({ kind: 'choose', cell: chosen });
