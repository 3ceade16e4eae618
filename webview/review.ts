/** Wordings a model wrote, waiting for a person: each with what changed, what was checked, and what to do. */

import { html, nothing } from 'lit';
import type { PanelState, ReviewCard } from '../src/protocol.js';
import { button } from './controls.js';
import { promptDiff } from './diffs.js';
import { post } from './host.js';
import { printable } from '../src/core/text/printable.js';
import * as l10n from '@vscode/l10n';

export function reviewSection({ review, phase }: PanelState) {
  if (review.length === 0 || phase.kind === 'running') return nothing;
  const passed = review.filter(({ checks }) => checks.every((check) => check.passed));
  return html`
    <section class="block" aria-labelledby="review-title">
      <div class="head">
        <h2 id="review-title">${l10n.t('{0} wordings wait for your review', review.length)}</h2>
        ${
          passed.length > 1
            ? button(l10n.t('Approve the {0} that passed', passed.length), () =>
                passed.forEach(({ variant }) =>
                  post({ kind: 'decide', variant, status: 'approved' }),
                ),
              )
            : nothing
        }
      </div>
      <p class="small">
        ${l10n.t('A model wrote them. Until they are reviewed they stand outside every headline number.')}
      </p>
      ${review.map(card)}
    </section>
  `;
}

const card = ({ variant, name, change, checks, prompt }: ReviewCard) => html`
  <article class="card">
    <div class="head">
      <h3>${name}</h3>
      <div class="row">
        ${button(
          checks.every(({ passed }) => passed) ? l10n.t('Approve') : l10n.t('Approve anyway'),
          () => post({ kind: 'decide', variant, status: 'approved' }),
          { primary: true, title: l10n.t('Approve {0}', name) },
        )}
        ${button(l10n.t('Edit'), () => post({ kind: 'editWording', variant }), { title: l10n.t('Edit {0}', name) })}
        ${button(l10n.t('Reject'), () => post({ kind: 'decide', variant, status: 'rejected' }), {
          title: l10n.t('Reject {0}', name),
        })}
      </div>
    </div>
    <p class="small">${printable(change)}</p>
    <ul class="checks small">
      ${checks.map(({ passed, text }) => html`<li>${passed ? '✓' : '✗'} ${printable(text)}</li>`)}
    </ul>
    ${promptDiff(prompt, `review/${variant}`)}
  </article>
`;
