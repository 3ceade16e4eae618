/** A real Chromium from npm, for the stories told in it. */
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Unpacks the browser, which two processes that need it at once must not do. */
export const unpackBrowser = () => chromium.executablePath();

export const launchBrowser = async () =>
  playwright.launch({
    executablePath: await unpackBrowser(),
    args: FLAGS,
    headless: true,
  });
