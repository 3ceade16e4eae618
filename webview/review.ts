/** Wordings a model wrote, waiting for a person: each with what changed, what was checked, and what to do. */

import { html, nothing } from 'lit';
import type { DecidedVariant, PanelState, ReviewCard, StaleWordings } from '../src/protocol.js';
import { button } from './controls.js';
import { promptDiff } from './diffs.js';
import { post } from './host.js';
import { printable } from '../src/core/text/printable.js';
import { change, shown } from './store.js';
import * as l10n from '@vscode/l10n';

export function reviewSection({ review, staleWordings, decided, phase }: PanelState) {
  if (phase.kind === 'running') return nothing;
  return html`
    ${review.length === 0 ? nothing : pendingSection(review)}
    ${staleWordings ? staleSection(staleWordings) : nothing}
    ${decided.length === 0 ? nothing : decidedSection(decided)}
  `;
}

function pendingSection(review: readonly ReviewCard[]) {
  const passed = review.filter((card) => card.passed).map(({ variant }) => variant);
  return html`
    <section class="block" aria-labelledby="review-title">
      <div class="head">
        <h2 id="review-title">
          ${
            review.length === 1
              ? l10n.t('1 variant to review')
              : l10n.t('{0} variants to review', review.length)
          }
        </h2>
        ${
          passed.length > 1
            ? button(
                l10n.t('Approve the {0} that passed', passed.length),
                () => post({ kind: 'decide', variants: passed, status: 'approved' }),
                { primary: true },
              )
            : nothing
        }
      </div>
      <p class="small">
        ${l10n.t('Approve the variants that ask for exactly the same thing. Until then they are shown, but not counted in any headline number. Approved variants are stored in .plumbline/variants, so that everyone measures the same thing.')}
      </p>
      ${review.map(card)}
    </section>
  `;
}

/** What was decided can be seen and taken back. */
function decidedSection(decided: PanelState['decided']) {
  const count = (status: string) => decided.filter((each) => each.status === status).length;
  return html`
    <details class="block" id="decided">
      <summary>
        ${l10n.t('Your decisions: {0} approved, {1} rejected', count('approved'), count('rejected'))}
      </summary>
      ${decided.map(decidedCard)}
    </details>
  `;
}

function decidedCard({ variant, name, change: what, status, ruleMade, prompt }: DecidedVariant) {
  const decide = (to: 'rejected' | 'pending') =>
    post({ kind: 'decide', variants: [variant], status: to });
  const isApproved = status === 'approved';
  return html`
    <article class="card" aria-labelledby="decided-${variant}">
      <div class="head">
        <h3 id="decided-${variant}">
          ${name} <span class="tag">${isApproved ? l10n.t('approved') : l10n.t('rejected')}</span>
        </h3>
        <div class="row">
          ${
            isApproved
              ? button(l10n.t('Reject'), () => decide('rejected'), {
                  title: l10n.t('Reject {0}', name),
                })
              : nothing
          }
          ${
            isApproved
              ? button(l10n.t('Back to review'), () => decide('pending'), {
                  title: l10n.t('Review {0} again', name),
                })
              : button(l10n.t('Undo'), () => decide('pending'), {
                  title: ruleMade
                    ? l10n.t('Send {0} again', name)
                    : l10n.t('Take the rejection of {0} back and review it again', name),
                })
          }
        </div>
      </div>
      <p class="small">${printable(what)}</p>
      ${promptDiff(prompt, `decided/${variant}`)}
    </article>
  `;
}

function tag({ passed, flags }: ReviewCard) {
  if (!passed) return html`<span class="tag is-warn">⚠ ${l10n.t('not the same task')}</span>`;
  const signs = flags === 1 ? l10n.t('1 sign to look at') : l10n.t('{0} signs to look at', flags);
  return html`<span class="tag is-good">✓ ${l10n.t('passed the checks')}</span>
    ${flags === 0 ? nothing : html`<span class="tag">⚑ ${signs}</span>`}`;
}

function card(review: ReviewCard) {
  const { variant, name, passed, why, prompt } = review;
  const decide = (status: 'approved' | 'rejected') =>
    post({ kind: 'decide', variants: [variant], status });
  const isEdited = shown.view.editing === variant;
  return html`
    <article class="card" aria-labelledby="card-${variant}">
      <div class="head">
        <h3 id="card-${variant}">
          ${name}
          ${tag(review)}
        </h3>
        <div class="row">
          ${button(
            passed ? l10n.t('Approve') : l10n.t('Approve anyway'),
            () => decide('approved'),
            {
              title: l10n.t('Approve {0}', name),
            },
          )}
          ${button(l10n.t('Edit'), () => edit(variant), {
            title: l10n.t('Edit {0}', name),
            disabled: isEdited,
          })}
          ${button(l10n.t('Reject'), () => decide('rejected'), { title: l10n.t('Reject {0}', name) })}
        </div>
      </div>
      ${isEdited ? editor(review) : promptDiff(prompt, `review/${variant}`)} ${checks(review)}
      <details class="small">
        <summary>${l10n.t('Why was this variant written?')}</summary>
        <dl class="facts">
          ${why.map(([term, value]) => html`<dt>${term}</dt><dd>${printable(value)}</dd>`)}
        </dl>
      </details>
    </article>
  `;
}

const SIGNS = { passed: '✓', flagged: '⚑', failed: '✗', open: '·' };

function checks({ variant, name, passed, checks: steps, missing, added }: ReviewCard) {
  // A step is only taken when those before it passed.
  const isOpen = passed && steps.some(({ result }) => result === 'open');
  const listed = (title: string, requirements: readonly string[]) =>
    requirements.length === 0
      ? nothing
      : html`<div>
          <strong>${title}</strong>
          <ul class="points">
            ${requirements.map((each) => html`<li>${printable(each)}</li>`)}
          </ul>
        </div>`;
  return html`
    <ul class="checks small">
      ${steps.map(
        ({ result, text }) =>
          html`<li class="is-${result}"><span aria-hidden="true">${SIGNS[result]}</span> ${printable(text)}</li>`,
      )}
    </ul>
    ${listed(l10n.t('Dropped'), missing)} ${listed(l10n.t('Added'), added)}
    ${
      isOpen
        ? html`<div class="row">
            ${button(
              l10n.t('Compare requirements: 2 calls'),
              () => post({ kind: 'checkWording', variant }),
              {
                title: l10n.t(
                  'Ask the model whether {0} has the same requirements as the original: 2 calls',
                  name,
                ),
              },
            )}
          </div>`
        : nothing
    }
  `;
}

/** Null: what was being edited is done with. */
function edit(variant: string | null): void {
  change({ editing: variant });
  post({ kind: 'hold', hold: variant !== null });
}

/** Typing changes the text area alone: what stands in it is read when it is saved. */
function editor({ variant, messages }: ReviewCard) {
  const fieldOf = (at: number) => `edit-${variant}-${at}`;
  const save = () => {
    const contents = messages.map(
      ({ content }, at) =>
        (document.getElementById(fieldOf(at)) as HTMLTextAreaElement | null)?.value ?? content,
    );
    edit(null);
    post({ kind: 'mendWording', variant, contents });
  };
  return html`
    ${messages.map(
      ({ role, content }, at) => html`
        <label class="field">
          <span class="small">${role}</span>
          <textarea
            id=${fieldOf(at)}
            rows=${Math.min(16, content.split('\n').length + Math.ceil(content.length / 80))}
            spellcheck="false"
            .value=${content}
          ></textarea>
        </label>
      `,
    )}
    <div class="row">
      ${button(l10n.t('Save and check again'), save, { primary: true })}
      ${button(l10n.t('Cancel'), () => edit(null))}
      ${button(l10n.t('Open its file'), () => post({ kind: 'editWording', variant }), { plain: true })}
    </div>
  `;
}

function staleSection({ count, groups }: StaleWordings) {
  return html`
    <section class="block" aria-labelledby="stale-wordings-title">
      <div class="head">
        <h2 id="stale-wordings-title">
          ${
            count === 1
              ? l10n.t('1 kept variant was written for an earlier version')
              : l10n.t('{0} kept variants were written for an earlier version', count)
          }
        </h2>
        <div class="row">
          ${button(l10n.t('Check again'), () => post({ kind: 'checkStale', ask: false }))}
          ${button(l10n.t('Check again with the model: up to {0} calls', 2 * count), () =>
            post({ kind: 'checkStale', ask: true }),
          )}
        </div>
      </div>
      <p class="small">
        ${l10n.t('They are not sent. Check them again to review those that still match the prompt.')}
      </p>
      ${groups.map(
        ({ changed, wordings }, at) => html`
          <article class="card">
            <h3>${l10n.t('What has changed in the prompt')}</h3>
            ${
              changed
                ? promptDiff(changed, `stale-wordings/${at}`)
                : html`<p class="small">${l10n.t('The version they were written for was not saved.')}</p>`
            }
            <ul class="points small">
              ${wordings.map(
                ({ name, change: what, reason }) =>
                  html`<li>
                    <strong>${name}</strong>: ${printable(what)}${reason === null ? nothing : html` <span>✗ ${printable(reason)}</span>`}
                  </li>`,
              )}
            </ul>
          </article>
        `,
      )}
    </section>
  `;
}
