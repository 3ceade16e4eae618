import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const attributes = (html, pattern) => [...html.matchAll(pattern)].map(([, value]) => value);

/** Links of a built site to a part of a page that is not there, such as `reports.html: ./statistics#power`. */
export function brokenAnchors(folder) {
  const pages = new Map(
    globSync('**/*.html', { cwd: folder }).map((page) => {
      const html = readFileSync(join(folder, page), 'utf8');
      const links = attributes(html, /<a\b[^>]*?\shref="(?!https?:)([^"]*#[^"]*)"/g);
      return [page, { links, ids: new Set(attributes(html, /\sid="([^"]+)"/g)) }];
    }),
  );
  return [...pages].flatMap(([page, { links }]) =>
    links
      .filter((link) => !pages.get(target(page, link))?.ids.has(anchor(link)))
      .map((link) => `${page}: ${link}`),
  );
}

const anchor = (link) => decodeURIComponent(link.slice(link.indexOf('#') + 1));

/** As the site serves it: without `.html`, and `index.html` for a folder. */
function target(page, link) {
  const path = link.slice(0, link.indexOf('#'));
  if (path === '') return page;
  const { pathname } = new URL(path, `https://site/${page}`);
  const file = relative('/', pathname);
  if (pathname.endsWith('/')) return join(file, 'index.html');
  return file.endsWith('.html') ? file : `${file}.html`;
}
