/** The Python scripts, as text: they are run without being installed anywhere. */

export { default as CONVERT_SCRIPT } from './convertEmbedder.py' with { type: 'text' };
export { default as SERVER_SCRIPT } from './server.py' with { type: 'text' };
