/** The same calls with nothing but the SDK: what ours costs is held against this. */
import OpenAI from 'openai';

const [baseURL, calls, concurrency, streamed] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0 });
let next = 0;
const work = async () => {
  while (next++ < Number(calls)) {
    const request = { model: 'm', messages: [{ role: 'user', content: 'Say a word.' }] };
    if (streamed === 'true')
      for await (const _ of await client.chat.completions.create({ ...request, stream: true }));
    else await client.chat.completions.create(request);
  }
};
await Promise.all(Array.from({ length: Number(concurrency) }, work));
