import { describe, expect, it } from 'vitest';
import { LANGUAGES, sayFor } from '../../../src/cli/language.js';

const said = (env: Record<string, string>) => sayFor(env)('{n} cases', { n: 3 });

describe('the language of reports in the terminal', () => {
  it('is English where none is asked for, whatever the system speaks', () => {
    expect(said({ LANG: 'de_DE.UTF-8' })).toBe('3 cases');
    expect(said({ PLUMBLINE_LANGUAGE: ' ' })).toBe('3 cases');
    expect(said({ PLUMBLINE_LANGUAGE: 'en' })).toBe('3 cases');
  });

  it.each(['de', 'DE', 'de-AT', 'de_DE.UTF-8'])('is the one that is named: %s', (language) => {
    expect(said({ PLUMBLINE_LANGUAGE: language })).toBe('3 Testfälle');
  });

  it('is that of the system where it says auto, and English where there is no translation', () => {
    const auto = { PLUMBLINE_LANGUAGE: 'auto' };
    expect(said({ ...auto, LANG: 'fr_CA.UTF-8' })).toBe('3 cas');
    expect(said({ ...auto, LANG: 'fr_FR', LC_ALL: 'zh_TW.UTF-8' })).toBe('3 个用例');
    expect(said({ ...auto, LANG: 'C.UTF-8' })).toBe('3 cases');
    expect(said({ ...auto, LANG: 'it_IT' })).toBe('3 cases');
    expect(said(auto)).toBe('3 cases');
  });

  it('has its texts in each there is', () => {
    const all = LANGUAGES.map((language) => said({ PLUMBLINE_LANGUAGE: language }));
    expect(new Set([...all, '3 cases']).size).toBe(LANGUAGES.length + 1);
  });

  it('brings its numbers, those of the country where one is named', () => {
    const locale = (name: string) => sayFor({ PLUMBLINE_LANGUAGE: name }).locale;
    expect(['de', 'de-AT', 'de_CH.UTF-8', 'zh_CN', 'en_GB', 'de_'].map(locale)).toEqual([
      'de',
      'de-AT',
      'de-CH',
      'zh-CN',
      undefined,
      'de',
    ]);
  });

  it('cannot be one without a translation', () => {
    expect(() => said({ PLUMBLINE_LANGUAGE: 'it' })).toThrow(
      'PLUMBLINE_LANGUAGE is "it". There are reports in en, de, es, fr, ja, zh-cn; "auto" takes the language of the system.',
    );
  });

  it('leaves what is no text of ours as it is, also where objects have a member of that name', () => {
    const say = sayFor({ PLUMBLINE_LANGUAGE: 'de' });
    for (const text of ['constructor', 'toString', '__proto__', 'x']) expect(say(text)).toBe(text);
  });
});
