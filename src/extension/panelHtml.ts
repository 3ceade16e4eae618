import { Uri, type Webview, type WebviewOptions } from 'vscode';
import { locale } from './say.js';

/** Scripts run, and come from the extension's own folder alone. */
export const webviewOptions = (extension: Uri): WebviewOptions => ({
  enableScripts: true,
  localResourceRoots: [Uri.joinPath(extension, 'dist')],
});

/** The panel's page: its own script and style, and nothing else, under a policy that allows no other. */
export function panelHtml(webview: Webview, extension: Uri, memory: unknown): string {
  const asset = (name: string) =>
    webview.asWebviewUri(Uri.joinPath(extension, 'dist', 'panel', name)).toString();
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${asset('panel.css')}">
<title>Plumbline</title>
</head>
<body data-memory="${encodeURIComponent(JSON.stringify(memory))}">
<main id="panel"></main>
<div id="live" class="sr" role="status" aria-live="polite"></div>
<script nonce="${nonce}" type="module" src="${asset('panel.js')}"></script>
</body>
</html>`;
}
