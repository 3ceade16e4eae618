import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { html, Markup } from './markup.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

/** A page that opens offline and runs no script but its own. */
export function renderHtmlPage(title: string, body: Markup): string {
  const policy = `default-src 'none'; style-src '${digest(STYLE)}'; script-src '${digest(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <title>${title} · Plumbline</title>
        ${element('style', STYLE)}
      </head>
      <body>
        <main>${body}</main>
        ${element('script', SCRIPT)}
      </body>
    </html> `.text;
}

/** To the letter: one more space would be another text than the policy allows. */
const element = (name: 'style' | 'script', text: string) =>
  new Markup(`<${name}>${text}</${name}>`);

/** What a content security policy allows a style or script by. */
const digest = (text: string) =>
  `sha256-${btoa(String.fromCharCode(...sha256(utf8ToBytes(text))))}`;
