import { describe, expect, test } from '@jest/globals';
import { buildSnapshot } from '../../src/adapters/driven/search-index/store/build-snapshot.ts';
import { IndexedFilmSearch } from '../../src/adapters/driven/search-index/indexed-film-search.ts';
import type { FilmQuery } from '../../src/domain/film-query.ts';
import { ScanningFilmSearch } from '../../testing/oracle/scanning-film-search.ts';
import { inOneBatch } from '../../testing/search/whole-answer.ts';

type Case = {
  /** The titles of the catalogue. */
  readonly titles: readonly string[];
  /** What is typed, with the titles that it finds. No other title may be found. */
  readonly finds: Readonly<Record<string, readonly string[]>>;
};

const EVERYTHING = { cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] } as const;

/** Each class of letters and symbols, in both directions. */
const CASES: Record<string, Case> = {
  'Greek final sigma': {
    titles: ['Οδύσσεια', 'Φως', 'Το φως μου', 'Ζορμπάς'],
    finds: {
      ΟΔΥΣ: ['Οδύσσεια'],
      φωσ: ['Φως', 'Το φως μου'],
      ΦΩΣ: ['Φως', 'Το φως μου'],
      'φως μ': ['Το φως μου'],
      οδο: [],
    },
  },
  'modifier and undecomposed letters': {
    titles: ['ʻOhana', 'Ħaż-Żebbuġ', 'Ŋgäl', 'Straße', 'Hawai‘i'],
    finds: {
      ohana: ['ʻOhana'],
      ʻOhana: ['ʻOhana'],
      "'ohana": ['ʻOhana'],
      'haz zebbug': ['Ħaż-Żebbuġ'],
      hazzebbug: ['Ħaż-Żebbuġ'],
      ĦAŻ: ['Ħaż-Żebbuġ'],
      ngal: ['Ŋgäl'],
      STRASSE: ['Straße'],
      hawaii: ['Hawai‘i'],
      az: [],
      gal: [],
    },
  },
  'marks that do not distinguish words': {
    titles: ['Amélie', 'Ёлки', 'שָׁלוֹם', 'مُحَمَّد'],
    finds: {
      amelie: ['Amélie'],
      'Ame\u0301lie': ['Amélie'],
      елки: ['Ёлки'],
      שלום: ['שָׁלוֹם'],
      محمد: ['مُحَمَّد'],
      שלב: [],
    },
  },
  'vowel signs of Devanagari': {
    titles: ['हम', 'हिम', 'हूम'],
    finds: { हम: ['हम'], हिम: ['हिम'], हूम: ['हूम'], हाम: [] },
  },
  'vowels and tone marks of Thai': {
    titles: ['แม่', 'แม้', 'แมว'],
    finds: { แม่: ['แม่'], แม้: ['แม้'], แมว: ['แมว'], แม๊: [] },
  },
  'dakuten and handakuten of kana': {
    titles: ['はは', 'ばば', 'ぱぱ', 'ガ', 'カ', 'ゴジラ', 'コクリコ'],
    finds: {
      はは: ['はは'],
      ばば: ['ばば'],
      ぱぱ: ['ぱぱ'],
      ｶﾞ: ['ガ'],
      'カ\u3099': ['ガ'],
      だだ: [],
      // The beginning of a word, with and without its mark.
      カ: ['カ'],
      は: ['はは'],
      ゴ: ['ゴジラ'],
      コ: ['コクリコ'],
      ﾊ: [],
    },
  },
  'scripts without spaces': {
    titles: ['千と千尋の神隠し', '七人の侍', '隠し剣', 'ドラゴンボール2', 'แฟนฉัน', 'ฉันรักเธอ', 'រឿងខ្មែរ', 'ရုပ်ရှင်သစ်'],
    finds: {
      神隠し: ['千と千尋の神隠し'],
      千尋: ['千と千尋の神隠し'],
      千と千尋の神隠し: ['千と千尋の神隠し'],
      '千と千尋の 神隠し': ['千と千尋の神隠し'],
      侍: ['七人の侍'],
      '侍 七人': ['七人の侍'],
      隠: ['千と千尋の神隠し', '隠し剣'],
      隠し: ['千と千尋の神隠し', '隠し剣'],
      ボール: ['ドラゴンボール2'],
      ﾎﾞｰﾙ: ['ドラゴンボール2'],
      'ドラゴンボール 2': ['ドラゴンボール2'],
      ฉัน: ['แฟนฉัน', 'ฉันรักเธอ'],
      แฟน: ['แฟนฉัน'],
      ខ្មែរ: ['រឿងខ្មែរ'],
      ရှင်: ['ရုပ်ရှင်သစ်'],
      // The characters of a title, but not side by side in this order.
      尋千: [],
      神剣: [],
      ボーン: [],
      ฉน: [],
    },
  },
  'Arabic and Persian variants, and the kashida': {
    titles: ['أحمد', 'مكتبة', 'على بابا', 'ســلام'],
    finds: {
      احمد: ['أحمد'],
      إحمد: ['أحمد'],
      مکتبه: ['مكتبة'],
      'علی بابا': ['على بابا'],
      سلام: ['ســلام'],
      حمد: [],
      سلم: [],
    },
  },
  'digits of other scripts': {
    titles: ['فيلم ٢٠٢٣', '१९८४', 'Blade Runner 2049'],
    finds: { 2023: ['فيلم ٢٠٢٣'], '۲۰۲۳': ['فيلم ٢٠٢٣'], 1984: ['१९८४'], '２０４９': ['Blade Runner 2049'], 2024: [] },
  },
  fractions: {
    titles: [
      '8½',
      '9½ Weeks',
      'Naked Gun 33⅓',
      '8 Mile',
      '812',
      'Twelve',
      '12',
      'Two and a Half Men',
      '23 1/2 Hours',
      '9/11',
    ],
    finds: {
      '8 1/2': ['8½'],
      '8½': ['8½'],
      '8 and a half': ['8½'],
      'eight and a half': ['8½'],
      '9 1/2 weeks': ['9½ Weeks'],
      'nine and a half we': ['9½ Weeks'],
      '8 n': ['8½'],
      '2½ men': ['Two and a Half Men'],
      '2 1/2': ['Two and a Half Men'],
      '23½ hours': ['23 1/2 Hours'],
      'naked gun 33 1/3': ['Naked Gun 33⅓'],
      'naked gun 33+1⁄3': ['Naked Gun 33⅓'],
      '33 and a third': ['Naked Gun 33⅓'],
      '½': ['8½', '9½ Weeks', 'Two and a Half Men', '23 1/2 Hours'],
      '12': ['12', 'Twelve'],
      '812': ['812'],
      '9/11': ['9/11'],
      '8 1/3': [],
      '8 2': [],
    },
  },
  'symbols that mean and': {
    titles: ['Fast ＆ Furious', 'Romeo + Juliet', "Rock 'n' Roll", 'A+'],
    finds: {
      'fast and furious': ['Fast ＆ Furious'],
      'fast + furious': ['Fast ＆ Furious'],
      'romeo and juliet': ['Romeo + Juliet'],
      'romeo & juliet': ['Romeo + Juliet'],
      'romeo juliet': ['Romeo + Juliet'],
      'rock and roll': ["Rock 'n' Roll"],
      'romeo without juliet': [],
    },
  },
  'titles without a letter or digit': {
    titles: ['$', '???', '🎃', '❤️', 'What???', '$9.99'],
    finds: {
      $: ['$'],
      '??': ['???'],
      '???': ['???'],
      '🎃': ['🎃'],
      '❤': ['❤️'],
      'what ?': ['What???'],
      '9.99': ['$9.99'],
      '!': [],
      '👻': [],
    },
  },
  "rock'n'roll": {
    titles: [
      "Rock'n'Roll",
      'Rock’n’Roll Circus',
      "Rock 'n' Roll High",
      'Prey for Rock & Roll',
      'Rock and Roll',
      'Rolling Rock',
    ],
    finds: {
      rocknroll: ["Rock'n'Roll", 'Rock’n’Roll Circus', 'Rock and Roll', "Rock 'n' Roll High"],
      "rock'n'roll": [
        "Rock'n'Roll",
        'Rock’n’Roll Circus',
        "Rock 'n' Roll High",
        'Prey for Rock & Roll',
        'Rock and Roll',
      ],
      'rock n roll': [
        "Rock'n'Roll",
        'Rock’n’Roll Circus',
        "Rock 'n' Roll High",
        'Prey for Rock & Roll',
        'Rock and Roll',
      ],
      'rock and roll': [
        "Rock'n'Roll",
        'Rock’n’Roll Circus',
        "Rock 'n' Roll High",
        'Prey for Rock & Roll',
        'Rock and Roll',
      ],
      "rock 'n' roll h": ["Rock 'n' Roll High"],
      'rocknroll ci': ['Rock’n’Roll Circus'],
      jazznroll: [],
    },
  },
  'versus, which is not five': {
    titles: [
      'Five',
      'V',
      'Rocky V',
      'Star Trek V: The Final Frontier',
      'Ford v Ferrari',
      'Alien vs. Predator 2',
      'Lola Versus',
    ],
    finds: {
      versus: ['Ford v Ferrari', 'Alien vs. Predator 2', 'Lola Versus'],
      'vs.': ['Ford v Ferrari', 'Alien vs. Predator 2', 'Lola Versus'],
      'ford versus ferrari': ['Ford v Ferrari'],
      'ford vs ferrari': ['Ford v Ferrari'],
      'alien v predator': ['Alien vs. Predator 2'],
      five: ['Five', 'V', 'Rocky V', 'Star Trek V: The Final Frontier'],
      'star trek five': ['Star Trek V: The Final Frontier'],
      'rocky five': ['Rocky V'],
      'star trek 5': ['Star Trek V: The Final Frontier'],
      'star trek five the final frontier': ['Star Trek V: The Final Frontier'],
      'star trek v the final frontier': ['Star Trek V: The Final Frontier'],
      'rocky versus': [],
      'star trek versus the final frontier': [],
      'ford 5 ferrari': [],
    },
  },
  'words spelled with dots': {
    titles: ['A.I. Rising', 'I, Robot', 'Ai Weiwei', 'R.S.V.P.', 'The J. K. Story', 'M*A*S*H', 'M', 'The Mask'],
    finds: {
      'a.i.': ['A.I. Rising', 'Ai Weiwei'],
      ai: ['A.I. Rising', 'Ai Weiwei'],
      'a.i. rising': ['A.I. Rising'],
      rsvp: ['R.S.V.P.'],
      'r.s.v.p': ['R.S.V.P.'],
      'jk story': ['The J. K. Story'],
      'j.k. story': ['The J. K. Story'],
      'm.a.s.h.': ['M*A*S*H'],
      // "M" is not found, because "the" is left out of "them" only for titles that begin with "the". The two films are
      // found, because "them" is "the" with a typo.
      them: ['The J. K. Story', 'The Mask'],
      themask: ['The Mask'],
    },
  },
  'other ways to write a word': {
    titles: [
      "Wayne's World",
      'Spider-Man 3',
      'Rocky III',
      'Mr. Smith',
      'Doctor Zhivago',
      'Twenty-One Grams',
      '21 Jump Street',
      'Big 3 Run',
    ],
    finds: {
      'wayne world': ["Wayne's World"],
      'spider man three': ['Spider-Man 3'],
      'rocky 3': ['Rocky III'],
      'rocky three': ['Rocky III'],
      'mister smith': ['Mr. Smith'],
      'dr zhivago': ['Doctor Zhivago'],
      '21': ['Twenty-One Grams', '21 Jump Street'],
      'twenty one': ['Twenty-One Grams', '21 Jump Street'],
      'rocky iv': [],
      'captain smith': [],
      // One typo makes this the whole title, but the typo is in the number.
      bigxrun: [],
      bigg3run: ['Big 3 Run'],
    },
  },
};

describe.each(Object.entries(CASES))('%s', (_, { titles, finds }) => {
  const films = titles.map((title, i) => ({ id: `film-${String(i)}`, version: 1, attributes: { title, year: 1990 } }));
  const search = IndexedFilmSearch.fromSnapshot(buildSnapshot(films));

  test.each(Object.entries(finds))('%j finds %j', async (title, expected) => {
    const query: FilmQuery = { ...EVERYTHING, title };
    const { items } = await search.search(query);
    expect(items.map((film) => film.title).toSorted()).toEqual(expected.toSorted());
    const oracle = new ScanningFilmSearch();
    await oracle.load(inOneBatch(films));
    expect(items).toEqual((await oracle.search(query)).items);
  });
});

test('initials find a person, with and without dots and spaces', async () => {
  const films = ['J. K. Simmons', 'W.C. Fields', 'Jean Simmons'].map((name, i) => ({
    id: `film-${String(i)}`,
    version: 1,
    attributes: { title: 'Untitled', year: 1990, cast: [name] },
  }));
  const search = IndexedFilmSearch.fromSnapshot(buildSnapshot(films));
  const found = async (query: Partial<FilmQuery>) =>
    (await search.search({ ...EVERYTHING, ...query })).items.flatMap(({ cast }) => cast);
  for (const name of ['jk simmons', 'J.K. Simmons', 'j k simmons']) {
    expect(await found({ q: name })).toEqual(['J. K. Simmons']);
    expect(await found({ cast: [name] })).toEqual(['J. K. Simmons']);
  }
  expect(await found({ cast: ['wc fields'] })).toEqual(['W.C. Fields']);
  expect(await found({ cast: ['jc fields'] })).toEqual([]);
});

test('a filter finds a person whose name is typed with one space more or less', async () => {
  const names = ['Robert De Niro', 'Al Pacino', 'Jean-Claude Van Damme', 'Robert Niro', 'Deniro Farrar'];
  const films = names.map((name, i) => ({
    id: `film-${String(i)}`,
    version: 1,
    attributes: { title: 'Untitled', year: 1990, cast: [name] },
  }));
  const search = IndexedFilmSearch.fromSnapshot(buildSnapshot(films));
  const oracle = new ScanningFilmSearch();
  await oracle.load(inOneBatch(films));
  for (const [name, expected] of [
    ['robert deniro', ['Robert De Niro']],
    ['DeNiro', ['Deniro Farrar', 'Robert De Niro']],
    ['alpacino', ['Al Pacino']],
    ['al pac ino', ['Al Pacino']],
    ['jean claude vandamme', ['Jean-Claude Van Damme']],
    ['robert dinero', []],
    ['al pacin o neal', []],
  ] as const) {
    const query: FilmQuery = { ...EVERYTHING, cast: [name] };
    const { items } = await search.search(query);
    expect(items.flatMap(({ cast }) => cast).toSorted()).toEqual(expected);
    expect(items).toEqual((await oracle.search(query)).items);
  }
});

test.each([
  ['lalaland', '[La La Land]'],
  ['la la land', '[La] [La] [Land]'],
  ['dead pool', '[Deadpool]'],
  ['thepolarexpress', '[The Polar Express]'],
  ['polarexpress', 'The [Polar] [Express]'],
  ['waynesworld', '[Waynes] [World]'],
  ['jon wick', '[John Wick]'],
  ['onceuponatime', '[Once Upon a Time]!'],
])('the title that %j means is highlighted as %s', async (q, expected) => {
  const title = expected.replace(/[[\]]/g, '');
  const films = [title, 'Other'].map((text, i) => ({
    id: `film-${String(i)}`,
    version: 1,
    attributes: { title: text, year: 1990 },
  }));
  const { items, highlights } = await IndexedFilmSearch.fromSnapshot(buildSnapshot(films)).search({ ...EVERYTHING, q });
  const [film] = items;
  const ranges = highlights[0]?.title ?? [];
  const marked = ranges.reduceRight(
    (text, [start, end]) => `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`,
    film?.title ?? '',
  );
  expect(marked).toBe(expected);
});
