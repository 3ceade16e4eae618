/** What stands above the verdict: nothing run yet, a question before sending, a run that goes on, a failure, a change. */

import { html, nothing } from 'lit';
import type { PanelState, Phase, PreflightView } from '../src/protocol.js';
import { button, checkbox, ring } from './controls.js';
import { lineDiff } from './diffs.js';
import { thousands } from './figures.js';
import { post } from './host.js';
import { printable } from '../src/core/text/printable.js';
import { change, shown } from './store.js';
import * as l10n from '@vscode/l10n';

type Of<Kind extends Phase['kind']> = Extract<Phase, { kind: Kind }>;

export function emptyPhase({ plan }: Of<'empty'>, { model }: PanelState) {
  return html`
    <section class="verdict is-new" aria-labelledby="verdict">
      <h2 id="verdict">${l10n.t('Not tested yet')}</h2>
      <ul class="points">
        ${plan.map((line) => html`<li>${line}</li>`)}
        <li>
          ${l10n.t('You will see how much the answers change, how confident the model is, and what changed in each answer.')}
        </li>
      </ul>
      <div class="row">
        ${button(l10n.t('Test sensitivity'), () => post({ kind: 'run' }), { primary: true })}
        ${button(model === null ? l10n.t('Choose a model…') : l10n.t('Model: {0}', model), () => post({ kind: 'pickModel' }))}
      </div>
    </section>
  `;
}

/** The run that was asked for begins as soon as one of these is chosen. */
export const needsModelPhase = ({ why, trial }: Of<'needsModel'>) => html`
  <section class="verdict is-new" aria-labelledby="verdict" role="alert">
    <h2 id="verdict">${l10n.t('Which model should answer?')}</h2>
    <p class="lead">${printable(why)}</p>
    <div class="row">
      ${
        trial === 'none'
          ? nothing
          : button(
              trial === 'installed'
                ? l10n.t('Use the trial model')
                : l10n.t('Use the trial model (127 MB, once)'),
              () => post({ kind: 'giveModel', how: 'trial' }),
              { primary: true },
            )
      }
      ${button(l10n.t('Add a model…'), () => post({ kind: 'giveModel', how: 'add' }), { primary: trial === 'none' })}
      ${button(l10n.t('Choose…'), () => post({ kind: 'giveModel', how: 'choose' }))}
    </div>
    <ul class="points small">
      ${trial === 'none' ? nothing : html`<li>${l10n.t('The trial model is small and runs on this machine only. It shows how Plumbline works; a larger model is much less fragile.')}</li>`}
      <li>${l10n.t('Add a model: OpenAI, Anthropic, Gemini, Azure, Ollama, LM Studio or any OpenAI-compatible endpoint.')}</li>
    </ul>
  </section>
`;

export const unavailablePhase = ({ reason, trust }: Of<'unavailable'>) => html`
  <section class="verdict is-new" aria-labelledby="verdict">
    <h2 id="verdict">${l10n.t('Not available')}</h2>
    <p class="lead">${printable(reason)}</p>
    <div class="row">
      ${button(l10n.t('Test sensitivity'), () => undefined, { disabled: true })}
      ${trust ? button(l10n.t('Manage trust'), () => post({ kind: 'manageTrust' })) : nothing}
    </div>
  </section>
`;

export const preparingPhase = ({ step }: Of<'preparing'>) => html`
  <div class="strip is-running">
    <div class="line">
      <span class="row">${ring()} ${printable(step)}</span>
      ${button(l10n.t('Cancel'), () => post({ kind: 'cancel' }))}
    </div>
  </div>
`;

export function runningPhase({ progress }: Of<'running'>) {
  const { done, planned, facts } = progress;
  return html`
    <div class="strip is-running">
      <div class="line">
        <strong>${l10n.t('Running')}</strong>
        <span class="row">
          ${l10n.t('{0} of {1} calls', thousands(done), thousands(planned))}
          ${button(l10n.t('Cancel'), () => post({ kind: 'cancel' }))}
        </span>
      </div>
      <progress max=${planned} value=${done} aria-label=${l10n.t('Calls completed')}></progress>
      <div class="facts">${facts.map((fact) => html`<span>${fact}</span>`)}</div>
    </div>
  `;
}

export const doneStrip = (strip: string) =>
  html`<div class="strip"><div class="line"><span>${strip}</span></div></div>`;

export const failedPhase = ({ failure }: Of<'failed'>) => html`
  <section class="notice is-error" role="alert">
    <h2>${failure.title}</h2>
    <p class="code">${printable(failure.message)}</p>
    ${failure.kept === null ? nothing : html`<p>${failure.kept}</p>`}
    <div class="row">
      ${
        failure.refusedKey === null
          ? nothing
          : button(
              l10n.t('Enter key again'),
              () => post({ kind: 'enterKey', name: failure.refusedKey ?? '' }),
              { primary: true },
            )
      }
      ${
        failure.canResume
          ? button(l10n.t('Resume'), () => post({ kind: 'resume' }), {
              primary: failure.refusedKey === null,
            })
          : button(l10n.t('Try again'), () => post({ kind: 'run' }), {
              primary: failure.refusedKey === null,
            })
      }
      ${button(l10n.t('Choose another model…'), () => post({ kind: 'pickModel' }))}
      ${button(l10n.t('Show log'), () => post({ kind: 'showLog' }))}
    </div>
  </section>
`;

export function preflightPhase({ preflight }: Of<'preflight'>) {
  const { rows, cachedCalls, why, facts, findings } = preflight;
  const ticked = shown.view.ticked ?? rows.map(({ shots }) => shots);
  const wanted = rows.filter(({ shots }) => ticked.includes(shots));
  const calls = Math.max(0, wanted.reduce((sum, row) => sum + row.calls, 0) - cachedCalls);
  return html`
    <section class="verdict is-new" aria-labelledby="verdict">
      <h2 id="verdict">${l10n.t('Send {0} calls?', thousands(calls))}</h2>
      <p class="lead">${why}</p>
      ${plan(rows, ticked)}
      ${cachedCalls > 0 ? html`<p>${l10n.t('{0} answers are cached and not requested again.', thousands(cachedCalls))}</p>` : nothing}
      <dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
      ${findings.length === 0 ? nothing : html`<ul class="points">${findings.map((finding) => html`<li>${printable(finding)}</li>`)}</ul>`}
      <p class="small">${l10n.t('Nothing was sent.')}</p>
      <div class="row">
        ${button(
          l10n.t('Send {0} calls', thousands(calls)),
          () => post({ kind: 'confirm', shots: wanted.map(({ shots }) => shots) }),
          {
            primary: true,
            disabled: wanted.length === 0,
          },
        )}
        ${button(l10n.t('Cancel'), () => post({ kind: 'decline' }))}
      </div>
    </section>
  `;
}

function plan(rows: PreflightView['rows'], ticked: readonly string[]) {
  const toggle = (shots: string, checked: boolean) =>
    change({ ticked: checked ? [...ticked, shots] : ticked.filter((each) => each !== shots) });
  return html`
    <table class="plain plan">
      <thead>
        <tr>
          <th scope="col">${l10n.t('Examples')}</th>
          <th scope="col" class="num">${l10n.t('Max calls')}</th>
          <th scope="col" class="num">${l10n.t('Tokens (estimated)')}</th>
          <th scope="col" class="num">${l10n.t('Cost')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ shots, name, calls, tokens, cost }) => html`
            <tr>
              <th scope="row">
                ${rows.length > 1 ? checkbox(name, { checked: ticked.includes(shots) }, (checked) => toggle(shots, checked)) : name}
              </th>
              <td class="num">${thousands(calls)}</td>
              <td class="num">${thousands(tokens)}</td>
              <td class="num">${cost}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

export function unfinishedNotice({ unfinished }: PanelState) {
  if (!unfinished) return nothing;
  const { text, index, canResume } = unfinished;
  const open = () => post({ kind: 'openRun', index });
  return html`
    <section class="notice" role="status">
      <p>${text}</p>
      <div class="row">
        ${canResume ? button(l10n.t('Resume'), () => post({ kind: 'resume' }), { primary: true }) : nothing}
        ${button(l10n.t('Show what it measured'), open)}
      </div>
    </section>
  `;
}

/** Names the run that everything below is about. */
export function earlierNotice({ earlier }: PanelState) {
  if (!earlier) return nothing;
  const { text, newest } = earlier;
  return html`
    <section class="notice" role="status">
      <p>${text}</p>
      ${
        newest === null
          ? nothing
          : html`<div class="row">
              ${button(l10n.t('Back to the newest result'), () => post({ kind: 'openRun', index: newest }))}
            </div>`
      }
    </section>
  `;
}

export const stoppedNotice = (stopped: string, { canResume, phase }: PanelState) => html`
  <section class="notice">
    <p>${stopped}</p>
    ${
      canResume && phase.kind === 'done'
        ? html`<div class="row">${button(l10n.t('Resume'), () => post({ kind: 'resume' }), { primary: true })}</div>`
        : nothing
    }
  </section>
`;

export function staleNotice({ stale, phase, readOnly }: PanelState) {
  if (!stale || phase.kind !== 'done') return nothing;
  const text =
    stale.calls === null
      ? l10n.t('Rerun only what changed')
      : l10n.t('Rerun only what changed: {0} calls', thousands(stale.calls));
  return html`
    <section class="notice" role="status">
      <p>${stale.what}</p>
      ${stale.lines.length > 0 ? lineDiff(stale.lines, 'stale') : nothing}
      ${readOnly ? nothing : html`<div class="row">${button(text, () => post({ kind: 'run' }), { primary: true })}</div>`}
    </section>
  `;
}
