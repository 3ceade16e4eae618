/** A model server that answers after a fixed time, in a process of its own. Prints its port. */
import { createServer } from 'node:http';

const latencyMs = Number(process.argv[2]);
const EVENTS = 40;
const chunk = (delta, finish = null) =>
  `data: ${JSON.stringify({ model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const STREAM =
  Array.from({ length: EVENTS }, (_, index) => chunk({ content: `word${index} ` })).join('') +
  chunk({}, 'stop') +
  'data: [DONE]\n\n';
const WHOLE = JSON.stringify({
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'word' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 1, total_tokens: 11 },
});

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (piece) => (body += piece));
  request.on('end', () => {
    const streamed = body.includes('"stream":true');
    setTimeout(() => {
      response.writeHead(200, {
        'content-type': streamed ? 'text/event-stream' : 'application/json',
      });
      response.end(streamed ? STREAM : WHOLE);
    }, latencyMs);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.on('end', () => process.exit(0)).resume();
