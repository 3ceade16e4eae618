/** The documentation as a site: `npm run site`. A link that leads nowhere fails the build, also one to a part of a page. */
import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { defineConfig } from 'vitepress';
import { anchorOf } from './anchor.mjs';
import { brokenAnchors } from './builtAnchors.mjs';

const DOCS = resolve(import.meta.dirname, '..');
const ROOT = resolve(DOCS, '..');
const SOURCES = 'https://github.com/plumbline/plumbline/blob/main';

const pages = (entries) =>
  Object.entries(entries).map(([link, text]) => ({ text, link: `/${link}` }));

export default defineConfig({
  title: 'Plumbline',
  description: 'How much the answers of a model depend on the wording of your prompt',
  outDir: resolve(ROOT, 'site'),
  cleanUrls: true,
  // Wide tables.
  transformPageData: ({ relativePath, frontmatter }) => {
    if (relativePath.startsWith('reference/')) frontmatter.aside = false;
  },
  buildEnd({ outDir }) {
    const broken = brokenAnchors(outDir);
    if (broken.length > 0)
      throw new Error(`Links to parts that are not there:\n${broken.join('\n')}`);
  },
  vite: { logLevel: 'warn' },
  markdown: {
    anchor: { slugify: anchorOf },
    config(markdown) {
      for (const rule of ['text', 'code_inline']) asTheyAre(markdown.renderer.rules, rule);
      markdown.core.ruler.push('links to sources', ({ tokens, env }) => {
        for (const token of tokens.flatMap(({ children }) => children ?? []))
          if (token.type === 'link_open') leadToSources(token, env.path);
      });
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: 'https://github.com/plumbline/plumbline' }],
    sidebar: [
      {
        text: 'Start',
        items: pages({
          'getting-started': 'Getting started',
          concepts: 'Concepts',
          editor: 'In the editor',
          limits: 'What this cannot tell you',
        }),
      },
      {
        text: 'Prompts and models',
        items: pages({
          'prompt-formats': 'Prompt formats',
          settings: 'Settings',
          checks: 'Checks',
          variants: 'Variants',
          models: 'Models',
          endpoints: 'Endpoints',
        }),
      },
      {
        text: 'Results',
        items: pages({
          reports: 'Reports',
          studies: 'Studies',
          agents: 'Agents',
          statistics: 'Statistics',
          audit: 'Audit',
        }),
      },
      {
        text: 'Teams',
        items: pages({
          library: 'Library',
          baselines: 'Baselines',
          ci: 'CI',
          batch: 'Batches',
          privacy: 'Privacy',
        }),
      },
      {
        text: 'Elsewhere',
        items: pages({ mcp: 'For agents', programs: 'Programs', otel: 'OpenTelemetry' }),
      },
      {
        text: 'Reference',
        items: pages({
          'reference/commands': 'Commands',
          'reference/metrics': 'Metrics',
          'reference/settings': 'Settings',
          'reference/schemas': 'Schemas',
        }),
      },
    ],
  },
});

/** Pages show {{variables}} of prompts: nothing in them is a template of the site's. */
function asTheyAre(rules, name) {
  const rule = rules[name];
  rules[name] = (...given) => rule(...given).replaceAll('{{', '&#123;&#123;');
}

/** Files beside the documentation are shown where the sources are. */
function leadToSources(token, page) {
  const [path, part] = (token.attrGet('href') ?? '').split('#');
  if (!path?.startsWith('..')) return;
  const target = resolve(page, '..', path);
  if (target.startsWith(DOCS + sep)) return;
  if (!existsSync(target))
    throw new Error(`${relative(ROOT, page)} links to ${path}, which is not there.`);
  const url = `${SOURCES}/${relative(ROOT, target).replaceAll(sep, '/')}`;
  token.attrSet('href', part === undefined ? url : `${url}#${part}`);
}
