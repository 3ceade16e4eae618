export { default as SERVER_SCRIPT } from './server.py' with { type: 'text' };
