// A retriever: the question on stdin, the five passages most like it on stdout. With PLUMBLINE_EMBEDDINGS set to the address of an
// embedder (`plumbline trial-model --embeddings` prints one) it compares meanings, else words.
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const MOST = 5;
const passages = JSON.parse(readFileSync(new URL('passages.json', import.meta.url), 'utf8'));
const question = await text(process.stdin);
const address = process.env.PLUMBLINE_EMBEDDINGS;
const scores = address ? await byMeaning(address) : byWords();
const best = passages
  .map((passage, at) => ({ passage, score: scores[at] }))
  .toSorted((a, b) => b.score - a.score)
  .slice(0, MOST);
process.stdout.write(JSON.stringify(best.map(({ passage }) => passage)));

/** The cosine of question and passage. */
async function byMeaning(baseUrl) {
  const response = await fetch(`${baseUrl}/embeddings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'm', input: [question, ...passages.map((each) => each.text)] }),
  });
  if (!response.ok) throw new Error(`The embedder answered ${response.status}.`);
  const { data } = await response.json();
  const [asked, ...vectors] = data.map(({ embedding }) => embedding);
  const dot = (a, b) => a.reduce((sum, value, at) => sum + value * b[at], 0);
  return vectors.map((each) => dot(asked, each) / Math.sqrt(dot(asked, asked) * dot(each, each)));
}

/** Shared words, the rare ones more. */
function byWords() {
  const wordsOf = (each) => new Set(each.toLowerCase().match(/\p{L}{3,}|\d+/gu) ?? []);
  const all = passages.map((each) => wordsOf(each.text));
  const weight = (word) =>
    Math.log(1 + passages.length / (1 + all.filter((words) => words.has(word)).length));
  const asked = [...wordsOf(question)];
  return all.map((words) =>
    asked.filter((word) => words.has(word)).reduce((sum, word) => sum + weight(word), 0),
  );
}
