import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../../src/core/text/sentences.js';
import { languageOf } from '../../../src/core/text/language.js';
import { matchesOf } from '../../../src/core/text/span.js';

const split = (text: string) =>
  sentencesOf(
    text,
    matchesOf(text, /"[^"]*"|«[^»]*»|「[^」]*」|“[^”]*”|`[^`]*`|\{\{.*?\}\}|https?:\S*\w/g),
  ).map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  it.each([
    ['See No. 7, p. 12 and Fig. 3. Sign it Dr. Smith.', 2],
    [
      'Summarise the report of Acme Inc. and Sons Ltd. for the U.S. Army office in St. Louis. Use 3 words.',
      2,
    ],
    [
      'Name the office of Acme Inc. in the U.S. that is responsible. Answer in at most 2 sentences.',
      2,
    ],
    ['He works for Acme Inc. The firm is old.', 2],
    ['Ask J. K. Rowling or J. R. R. Tolkien. Be kind.', 2],
    ['Choose A or B. Explain why.', 2],
    ['She is from the U.S. He is not. Prof. X. Y. Zed reads.', 3],
    ['Frau Dr. med. Anna Weiß, Inh. K. Maier, hilft i. d. R. gern. Fragen Sie.', 2],
    ['Si veda art. 3, co. 2. Grazie.', 2],
    ['**Is it so?** Yes.', 2],
    ['Answer Yes or No. Do not explain.', 2],
    ['Return at most 3. Never guess.', 2],
    ['Do it at 5 p.m. Then stop.', 2],
    ['Use names, e.g. Ann. Say "Yes. No." first. 1. Read it. Done.', 4],
    ['It says "Stop." Then it ends.', 2],
    ['Read https://a.b/c.d?e=f. Then `x. Y` and {{a. B}} follow.', 2],
    ['Schreiben Sie der Fa. Müller. Nennen Sie den Preis.', 2],
    ['Citez un nom, p. ex. « M. Dupont » ou le Pr. Durand. Soyez bref.', 2],
    ['Cite um nome, p. ex. Sr. João. Seja breve.', 2],
    ['Si veda la sent. Cass. n. 1234 del 2020. Rispondi in breve.', 2],
    ['Yahoo! Inc. are listed. Name the others.', 2],
    ['Yahoo! is listed. Name the others.', 2],
    ['The call is at 5 p.m. EST. Write a note.', 2],
    ['The call is at 5 p.m. EST today. Write a note.', 2],
    ['用語（例：API、SQL。）は訳さないでください。短く答えてください。', 2],
    ['用語（API。SQL。）は訳さない。短く答える。', 2],
    ['（短く答える。）用語は訳さない。', 2],
    ['Use names (e.g. Ann). Be brief.', 2],
    ['Answer 1) or 2). Be brief.', 2],
    ['Wait... then go. Is it so?! Yes.', 3],
    [
      'Fassen Sie das Schreiben der Müller GmbH & Co. KG zusammen. Die Frist endet am 3. Mai, z. B. um 12 Uhr. Nennen Sie höchstens 3 Punkte.',
      3,
    ],
    [
      'Du arbeitest für die Müller GmbH & Co. KG. Antworte bis zum 3. Mai, z. B. per E-Mail. Nenne höchstens 2 Punkte.',
      3,
    ],
    [
      'Das gilt d. h. immer, u. a. am 1. Januar um 17.30 Uhr für Dr. Weiß, Nr. 7 bzw. 7 %. Ende.',
      2,
    ],
    ['Im 3. Quartal und am 2. Tag. Der Rest folgt.', 2],
    ['Écrivez à M. Dupont et Mme. Blanc, p. ex. le 3 mai. Est-ce clair ? Oui.', 3],
    ['Citez « Bonjour. Ça va ? » en entier. Merci.', 2],
    ['¿Cuál es? ¡Hola! El Sr. Pérez vive en EE. UU. desde el art. 5.', 3],
    ['Il sig. Rossi abita in via S. Marco. Rispondi.', 2],
    ['O Sr. Silva mora na pág. 3. Responda em português.', 2],
    ['Dhr. Jansen komt o.a. op blz. 4 voor. Antwoord kort.', 2],
    ['次の問い合わせを分類してください。請求、不具合、要望のいずれか一語で答えてください。', 2],
    ['请总结文本。只用一句话！可以吗？可以。', 4],
    ['他说：“好。我来。”然后走了。你呢？', 2],
    ['彼は「はい。そうです。」と言った。終わり。', 2],
  ])('%s', (text, count) => {
    const found = split(text);
    expect(found, found.join(' | ')).toHaveLength(count);
    expect(found.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  });
});

describe('the language of a text', () => {
  it.each([
    ['Translate the text into French.', 'en'],
    ['Summarise:', 'en'],
    ['Fassen Sie das Schreiben zusammen.', 'de'],
    ['Résumez le texte en une phrase.', 'fr'],
    ['Resuma el texto en una frase.', 'es'],
    ['Riassumi il testo in una frase.', 'it'],
    ['Resuma o texto em uma frase.', 'pt'],
    ['Vat de tekst samen in een zin.', 'nl'],
    ['次の文を要約してください。', 'ja'],
    ['请用一句话总结文本。', 'zh'],
    ['Przetłumacz tekst na angielski.', null],
    ['Переведи текст.', null],
    ['12', null],
  ])('%s is %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});
