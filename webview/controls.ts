/** Leaf controls, registered by name in this file alone, so that another toolkit would touch no other. */

import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';
import { html, nothing } from 'lit';

provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeCheckbox(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodeProgressRing(),
);

export interface ButtonOptions {
  readonly primary?: boolean;
  /** Without a frame, for the header. */
  readonly plain?: boolean;
  readonly disabled?: boolean;
  /** Told to screen readers and shown as a tooltip, where the text alone does not say enough. */
  readonly title?: string;
}

export const button = (
  text: unknown,
  act: () => void,
  { primary, plain, disabled, title }: ButtonOptions = {},
) => html`
  <vscode-button
    appearance=${primary ? 'primary' : plain ? 'icon' : 'secondary'}
    class=${plain ? 'plain' : ''}
    ?disabled=${disabled ?? false}
    title=${title ?? nothing}
    aria-label=${title ?? (typeof text === 'string' ? text : nothing)}
    @click=${act}
    >${text}</vscode-button
  >
`;

export interface Choice {
  readonly value: string;
  readonly text: string;
}

export const dropdown = (
  label: string,
  { choices, value }: { choices: readonly Choice[]; value: string },
  act: (value: string) => void,
) => html`
  <vscode-dropdown
    aria-label=${label}
    .value=${value}
    @change=${(event: Event) => act((event.currentTarget as HTMLSelectElement).value)}
  >
    ${choices.map(
      (choice) =>
        html`<vscode-option value=${choice.value} ?selected=${choice.value === value}
          >${choice.text}</vscode-option
        >`,
    )}
  </vscode-dropdown>
`;

export const checkbox = (
  text: string,
  { checked }: { checked: boolean },
  act: (checked: boolean) => void,
) => html`
  <vscode-checkbox
    .checked=${checked}
    @change=${(event: Event) => act((event.currentTarget as HTMLInputElement).checked)}
    >${text}</vscode-checkbox
  >
`;

export const ring = () => html`<vscode-progress-ring></vscode-progress-ring>`;

/** One of a few, all of them visible. */
export const segments = (
  label: string,
  { name, choices, value }: { name: string; choices: readonly Choice[]; value: string },
  act: (value: string) => void,
) => html`
  <fieldset class="segments">
    <legend class="sr">${label}</legend>
    ${choices.map(
      (choice) => html`
        <label
          ><input
            type="radio"
            name=${name}
            value=${choice.value}
            .checked=${choice.value === value}
            @change=${() => act(choice.value)}
          />${choice.text}</label
        >
      `,
    )}
  </fieldset>
`;
