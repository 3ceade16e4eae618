export { default as STYLE } from './report.css' with { type: 'text' };
