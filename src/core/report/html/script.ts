export { default as SCRIPT } from './matrixKeys.inline.js' with { type: 'text' };
