declare const PLUMBLINE_IN_BROWSER: boolean | undefined;

/** Whether this is the extension host of a browser, without Node. Decided when the extension is built. */
export const IN_BROWSER = typeof PLUMBLINE_IN_BROWSER === 'boolean' && PLUMBLINE_IN_BROWSER;
