import { readQuery, type QueryText } from '../../src/domain/text/readings.ts';
import { squashedPhrases, squashedQuery } from '../../src/domain/text/squashed-forms.ts';
import {
  allowedTypos,
  MAX_MISSPELT_WORDS,
  MIN_SPLIT_LETTERS,
  MIN_UNFINISHED_LETTERS,
} from '../../src/domain/text/typo-rules.ts';
import { canonicalTerms } from '../../src/domain/text/canonical-terms.ts';
import { joinInitials } from '../../src/domain/text/keys.ts';
import { editDistance } from './edit-distance.ts';
import { synopsisDetail } from './synopses.ts';
import { nameEdits } from './name-edits.ts';
import { hasAllWords, type SearchableFilm } from './searchable-film.ts';

/** The input, folded. */
export type FoldedQueryText = QueryText & { readonly scope: 'all' | 'title'; readonly typed: string };

export function foldQueryText(text: string, scope: FoldedQueryText['scope']): FoldedQueryText {
  return { scope, typed: text, ...readQuery(text) };
}

/** The text of the parameter `title`: no word of it is optional. */
export function foldTitle(title: string): FoldedQueryText {
  const { readings } = readQuery(title);
  const { terms } = readings[0];
  const last = terms.at(-1) ?? '';
  return {
    scope: 'title',
    typed: title,
    readings: [readings[0]],
    required: [...new Set(terms)],
    isUnfinished: terms.length > 0 && terms.indexOf(last) === terms.length - 1,
    optional: [],
    year: undefined,
  };
}

/** The rules in order. The rule of a film is the first one that the film meets. */
const RULES = [
  ...[
    'title',
    'other article',
    'other spelling',
    'shortened',
    'alternative title',
    'full name',
    'genre of year',
    'starts with the words',
  ],
  ...[
    'completed',
    'starts unfinished',
    'starts, other article',
    'starts with another spelling',
    'words in title',
    'words in title, unfinished',
    'words in an alternative title',
    'title with typos',
    'name in synopsis',
  ],
  ...[
    'one-word name',
    'one person',
    'one person, unfinished',
    'words in an alternative title, unfinished',
    'name with a typo',
    'all words',
    'all words, unfinished',
  ],
  ...['one typo', 'shorter title', 'one typo together', 'synopsis', 'several typos', 'fewer words'],
] as const;

/** A rule's number, and the number that orders the films of this rule. */
export type Rank = readonly [rule: number, detail: number];

const rank = (rule: (typeof RULES)[number], detail = 0): Rank => [RULES.indexOf(rule), detail];

export function compareRanks(a: Rank, b: Rank): number {
  return a[0] - b[0] || a[1] - b[1];
}

function best(ranks: readonly (Rank | undefined)[]): Rank | undefined {
  return ranks.filter((found) => found !== undefined).sort(compareRanks)[0];
}

/** 0 for films that have the year or the optional words of the text, 1 for films one year off, 2 for others. */
function preferenceLevel(film: SearchableFilm, { year, optional, scope }: FoldedQueryText): number {
  if (year === undefined && optional.length === 0) return 0;
  const terms = [
    ...film.titleTerms,
    ...film.alternativeTerms,
    ...film.factTerms,
    ...(scope === 'all' ? peopleTerms(film).flat() : []),
  ];
  const wanted = year === undefined ? optional : [String(year)];
  if (wanted.some((term) => terms.includes(term))) return 0;
  return year !== undefined && Math.abs(film.summary.year - year) === 1 ? 1 : 2;
}

/**
 * The rank of a film whose whole title is the text, or a reading of the text, in some spelling; `undefined` for other
 * films.
 */
export function titleRank(film: SearchableFilm, typed: FoldedQueryText): Rank | undefined {
  const [{ terms, article }, ...shorter] = typed.readings;
  const isSpelling = (words: readonly string[]) => {
    const joined = words.join('');
    if (joined.length < 3 && !/\d/.test(joined)) return false;
    const afterThe = joined.startsWith('the') && film.forms.article === 'the' ? [joined.slice(3)] : [];
    return [squashedQuery(words), joined, ...afterThe].some((text) => isForm(film, text));
  };
  const isTitle = film.forms.words.join(' ') === terms.join(' ');
  const isAsTyped = asWritten(film.summary.title) === asWritten(typed.typed);
  const isOtherForm = film.forms.keys.some(({ key }) => key === terms.join(' '));
  return best([
    isTitle ? rank(film.forms.article === article ? 'title' : 'other article', isAsTyped ? 0 : 1) : undefined,
    isOtherForm ? rank('other spelling') : undefined,
    isSpelling(terms) ? rank('other spelling') : undefined,
    shorter.some((reading) => isSpelling(reading.terms) || hasKey(film, reading.terms))
      ? rank('shortened', preferenceLevel(film, typed))
      : undefined,
  ]);
}

/** The rank of a film with an alternative title that is the text, or a reading of the text, in some spelling. */
export function alternativeRank(film: SearchableFilm, typed: FoldedQueryText): Rank | undefined {
  const isOne = film.alternatives.some(({ key, squashedForms }) =>
    typed.readings.some(({ terms }) => {
      const joined = terms.join('');
      if (joined.length < 3 && !/\d/.test(joined)) return key === terms.join(' ');
      return squashedForms.includes(squashedQuery(terms)) || squashedForms.includes(joined);
    }),
  );
  return isOne ? rank('alternative title', preferenceLevel(film, typed)) : undefined;
}

function asWritten(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

/** The titles of these films that are the text in another spelling. Search also finds titles that begin with one of them. */
export function respeltTitles(films: readonly SearchableFilm[], typed: FoldedQueryText): string[] {
  if (typed.readings[0].terms.join('').length < 5) return [];
  const isRespelt = (film: SearchableFilm) => titleRank(film, typed)?.[0] === RULES.indexOf('other spelling');
  return films.filter(isRespelt).map(({ forms }) => forms.words.join(' '));
}

/** The rank of a film whose title begins with the words of one of these titles. */
export function afterTitleRank({ forms }: SearchableFilm, titles: readonly string[]): Rank | undefined {
  const begins = forms.keys.some(({ key }) => titles.some((title) => key.startsWith(`${title} `)));
  return begins ? rank('starts with another spelling') : undefined;
}

/** Whether the names of a film have all words, in one name or in several. */
export function hasAllInNames(film: SearchableFilm, { required, isUnfinished }: FoldedQueryText): boolean {
  return hasAllWords(peopleTerms(film).flat(), required, isUnfinished);
}

/** The rank of a film with a person whose name is the text with a typo. */
export function nameTypoRank(film: SearchableFilm, { required, isUnfinished }: FoldedQueryText): Rank | undefined {
  const isSimilar = film.people.some(({ terms }) => nameEdits(terms, required, isUnfinished) === 1);
  return isSimilar ? rank('name with a typo') : undefined;
}

/** The rank of a film that was found by its synopsis. */
export function synopsisRank(score: number, fame: number, isNamed = false): Rank {
  return rank(isNamed ? 'name in synopsis' : 'synopsis', synopsisDetail(score, fame));
}

function hasKey({ forms }: SearchableFilm, terms: readonly string[]): boolean {
  return forms.keys.some(({ key }) => key === terms.join(' '));
}

/** The longest form of a title that is compared as a whole. */
const MAX_FORM_LETTERS = 64;

function isForm(film: SearchableFilm, text: string): boolean {
  return text.length <= MAX_FORM_LETTERS && film.squashedForms.includes(text);
}

/**
 * The rank of a film that has all the words; `undefined` when it lacks a word.
 *
 * @param isMaker whether a full name ranks only like any other name that has all words
 * @param isName whether the words must follow each other in the title to rank as words in the title
 */
export function strictRank(
  film: SearchableFilm,
  typed: FoldedQueryText,
  { isMaker = false, isName = false } = {},
): Rank | undefined {
  const { scope, required: words, isUnfinished } = typed;
  const { titleTerms, factTerms } = film;
  const names = scope === 'title' ? [] : peopleTerms(film);
  const titles = [...titleTerms, ...film.alternativeTerms];
  const everything = scope === 'title' ? titles : [...titles, ...names.flat(), ...factTerms];
  if (!hasAllWords(everything, words, false) && !words.every((_, i) => hasWordSomewhere(i, typed, film))) {
    return undefined;
  }
  const level = preferenceLevel(film, typed);
  const name = nameTerms(typed);
  const areInForm = (phrase: string) => film.squashedForms.some((form) => form.includes(phrase));
  const areTogether = !isName || words.length === 1 || squashedPhrases(words).some(areInForm);
  return best([
    startRank(film, typed),
    hasFullName(film, typed) && !isMaker ? rank('full name', level) : undefined,
    isCalled(film, typed) && name.length === 1 ? rank('one-word name', level) : undefined,
    scope === 'all' && film.summary.year === typed.year && film.names.genre.some(({ key }) => key === words.join(' '))
      ? rank('genre of year', level)
      : undefined,
    areTogether && hasAllWords(titleTerms, words, false) ? rank('words in title', level) : undefined,
    areTogether && hasAllWords(titleTerms, words, isUnfinished) ? rank('words in title, unfinished', level) : undefined,
    film.alternatives.some(({ terms }) => hasAllWords(terms, words, false))
      ? rank('words in an alternative title', level)
      : undefined,
    film.alternatives.some(({ terms }) => hasAllWords(terms, words, isUnfinished))
      ? rank('words in an alternative title, unfinished', level)
      : undefined,
    names.some((terms) => hasAllWords(terms, words, false)) ? rank('one person', level) : undefined,
    names.some((terms) => hasAllWords(terms, words, isUnfinished)) ? rank('one person, unfinished', level) : undefined,
    hasAllWords(everything, words, false) ? rank('all words', level) : undefined,
    rank('all words, unfinished', level),
  ]);
}

function isCalled({ people }: SearchableFilm, typed: FoldedQueryText): boolean {
  return typed.scope === 'all' && people.some(({ key }) => key === joinInitials(nameTerms(typed)).join(' '));
}

/** Whether the text is the name of a person, of two words or more. */
export function hasFullName(film: SearchableFilm, typed: FoldedQueryText): boolean {
  return nameTerms(typed).length > 1 && isCalled(film, typed);
}

function nameTerms({ readings }: FoldedQueryText): readonly string[] {
  const [{ article }] = readings;
  const shortest = [...readings].sort((a, b) => a.terms.length - b.terms.length)[0]?.terms ?? [];
  return article === '' ? shortest : [article, ...shortest];
}

function startRank({ forms }: SearchableFilm, { readings }: FoldedQueryText): Rank | undefined {
  const [{ terms, article }] = readings;
  const key = terms.join(' ');
  const fits = article === '' || forms.article === article;
  return best(
    forms.keys
      .filter((form) => form.key.startsWith(key) && form.key !== key)
      .map((form) => {
        const last = terms.at(-1) ?? '';
        const isWord = !/^\p{L}$/u.test(last) || (terms.length > 1 && (last === 'v' || last === 'x'));
        const isWhole = form.key.startsWith(`${key} `) && isWord;
        const start = isWhole ? 0 : form.words === terms.length ? 1 : 2;
        if (!fits) return rank('starts, other article', start);
        return rank((['starts with the words', 'completed', 'starts unfinished'] as const)[start]);
      }),
  );
}

/** Whether a title or one name has all the words. If so, the search need not look for similar titles. */
export function isTitleOrName(film: SearchableFilm, { scope, required, isUnfinished }: FoldedQueryText): boolean {
  const fields = scope === 'title' ? [film.titleTerms] : [film.titleTerms, ...peopleTerms(film)];
  return fields.some((terms) => hasAllWords(terms, required, isUnfinished));
}

/**
 * Whether the text has several words and the title has all of them. If so, the search also looks for similar titles.
 */
export function isTitleOfSeveralWords(film: SearchableFilm, { readings, required }: FoldedQueryText): boolean {
  return readings[0].terms.length > 1 && hasAllWords(film.titleTerms, required, false);
}

/** The rank of a film whose title is the text with at most this many typos. */
export function typoRank(
  film: SearchableFilm,
  typed: FoldedQueryText,
  mostEdits: number,
  sameWords = false,
): Rank | undefined {
  return best(
    typed.readings.flatMap((reading) => {
      if (sameWords && film.forms.words.length !== reading.terms.length) return [];
      const squashed = squashedQuery(reading.terms);
      const max = Math.min(mostEdits, allowedTypos(squashed));
      return film.squashedForms
        .filter((form) => form.length <= MAX_FORM_LETTERS && isLengthWithin(max, form, squashed))
        .filter((form) => numbersIn(form) === numbersIn(squashed))
        .map((form) => editDistance(form, squashed))
        .filter((edits) => edits > 0 && edits <= max)
        .filter((edits) => edits === 1 || haveSimilarWords(film.forms.words, reading.terms))
        .map((edits) => rank('title with typos', edits));
    }),
  );
}

/** Whether the words at the same places have at most two typos each. */
function haveSimilarWords(title: readonly string[], text: readonly string[]): boolean {
  const [words, typed] = [title, text].map((terms) => canonicalTerms(terms).filter((term) => term !== 'and'));
  if (words?.length !== typed?.length) return false;
  return words?.every((word, i) => editDistance(word, typed?.[i] ?? '') <= 2) === true;
}

/** The rank of a film whose title is the text without one word. `mayLack` says which words the title may lack. */
export function shorterRank(
  film: SearchableFilm,
  { scope, readings }: FoldedQueryText,
  mayLack: (term: string) => boolean = () => true,
): Rank | undefined {
  const [{ terms }] = readings;
  if (scope === 'title' || terms.length < 2 || terms.length > MAX_MISSPELT_WORDS) return undefined;
  const isShorter = terms.some(
    (term, left) => mayLack(term) && isForm(film, squashedQuery(terms.filter((__, i) => i !== left))),
  );
  return isShorter ? rank('shorter title') : undefined;
}

function numbersIn(text: string): string {
  return text.replace(/\P{Nd}+/gu, ' ');
}

/** For each word, whether no film has it. */
export function unknownWords(films: readonly SearchableFilm[], typed: FoldedQueryText): boolean[] {
  return typed.required.map((_, i) => !films.some((film) => hasWordSomewhere(i, typed, film)));
}

/** The rank of a film that has all words in its title or in one name, some with typos, although every word is known. */
export function togetherRank({ misspelt, rank: [, detail] }: LenientFilm): Rank {
  return rank(misspelt < 2 ? 'one typo together' : 'several typos', detail);
}

/**
 * Where typos are tolerated. `forgiven` says for each word whether typos in it are tolerated. `begun` says in which
 * fields the last word may have a typo and be unfinished too; `title` includes alternative titles.
 */
export type Leniency = { readonly forgiven: readonly boolean[]; readonly begun: 'anywhere' | 'title' | 'nowhere' };

export type LenientFilm = {
  /** How many of the words the film has. `misspelt` of them have typos. */
  readonly words: number;
  readonly misspelt: number;
  /** Whether the title or one name has all words. */
  readonly isTogether: boolean;
  readonly rank: Rank;
};

/** How many of the words a film has when typos are tolerated, and the film's rank. */
export function lenientMatch(film: SearchableFilm, typed: FoldedQueryText, leniency: Leniency): LenientFilm {
  const { required: words } = typed;
  const edits = words.map((_, i) =>
    Math.min(...fieldsOf(film, typed).map((field) => editsFor(i, typed, leniency, field))),
  );
  const found = edits.filter((count) => count < Infinity);
  const misspelt = found.filter((count) => count > 0).length;
  const missing = words.length - found.length;
  const allEdits = found.reduce((sum, count) => sum + count, 0);
  const has = (i: number, terms: readonly string[], isTitle = false) =>
    editsFor(i, typed, leniency, { terms, isTitle, isName: !isTitle }) < Infinity;
  const inTitle = words.filter((_, i) => has(i, film.titleTerms, true)).length;
  const isInOneName = typed.scope === 'all' && peopleTerms(film).some((terms) => words.every((_, i) => has(i, terms)));
  const hasInAlternative = (i: number, terms: readonly string[]) => editsFor(i, typed, leniency, { terms }) < Infinity;
  const isInOneAlternative = film.alternatives.some(({ terms }) => words.every((_, i) => hasInAlternative(i, terms)));
  const isTogether = inTitle === words.length || isInOneAlternative || isInOneName;
  const lacking = words.filter((_, i) => edits[i] === Infinity);
  const isLikely = isTogether || (lacking.length > 0 && lacking.every((word) => /^\d+$/.test(word)));
  const isCovered = film.forms.words.length <= inTitle;
  const covering = isCovered ? 0 : 1;
  const last = words.length - 1;
  const isWhole = fieldsOf(film, typed).some(({ terms }) => terms.includes(words[last] ?? ''));
  const begun = !isWhole && hasWordSomewhere(last, typed, film) ? 1 : 0;
  const misfit = words.length === 1 ? [covering, allEdits] : [isLikely ? 0 : 1, allEdits, begun, covering];
  const parts = [...misfit, words.length - inTitle, preferenceLevel(film, typed)];
  const detail = parts.reduce((number, part) => number * 1_000 + part, 0);
  const rule = missing > 0 ? 'fewer words' : misspelt < 2 ? 'one typo' : 'several typos';
  return { words: found.length, misspelt, isTogether, rank: rank(rule, detail) };
}

/** The fewest edits that turn the i-th word into one of a field's terms; Infinity when no term is similar. */
function editsFor(
  i: number,
  typed: FoldedQueryText,
  { forgiven, begun }: Leniency,
  { terms: field, isFact = false, isTitle = false, isName = false }: Field,
): number {
  const { required: words } = typed;
  const word = words[i] ?? '';
  if (hasWord(i, typed, { terms: field, isFact })) return 0;
  const isOrBegins = (term: string, text: string, place: number) =>
    term === text || (isLastUnfinished(place, typed) && term.startsWith(text));
  const isForgiven = (place: number) => place < MAX_MISSPELT_WORDS && forgiven[place] === true;
  const joins = (first: number) =>
    first >= 0 &&
    first + 1 < words.length &&
    first < MAX_MISSPELT_WORDS &&
    (isForgiven(first) || isForgiven(first + 1)) &&
    field.some((term) => isOrBegins(term, `${words[first] ?? ''}${words[first + 1] ?? ''}`, first + 1));
  if (joins(i - 1)) return 0;
  const max = isForgiven(i) ? allowedTypos(word) : 0;
  const similar = max === 0 ? [] : field.filter((term) => isLengthWithin(max, term, word));
  const distances = similar.map((term) => editDistance(word, term)).filter((edits) => edits <= max);
  const isSplitInto = ([left = '', right = '']: readonly string[]) =>
    field.includes(left) &&
    (field.includes(right) || (isTitle && right.length >= 3 && field.some((term) => isOrBegins(term, right, i))));
  const isSplit = max > 0 && !isFact && splits(word).some(isSplitInto);
  const mayBeBegun = begun === 'anywhere' || (begun === 'title' && !isName && !isFact);
  const beginsSo =
    max > 0 && mayBeBegun && isLastUnfinished(i, typed) && field.some((term) => beginsWithTypo(term, word));
  return Math.min(...distances, ...(isSplit || joins(i) ? [1] : []), ...(beginsSo ? [2] : []), Infinity);
}

/** Whether the lengths of two texts differ by at most this much. An edit changes the length by at most one. */
function isLengthWithin(max: number, a: string, b: string): boolean {
  return Math.abs(a.length - b.length) <= max;
}

/** Whether a term has a beginning that is one edit from the word. */
function beginsWithTypo(term: string, word: string): boolean {
  if (word.length < MIN_UNFINISHED_LETTERS || !/^[a-z]+$/.test(word)) return false;
  const lengths = [word.length - 1, word.length, word.length + 1].filter((length) => length <= term.length);
  return lengths.some((length) => editDistance(word, term.slice(0, length)) <= 1);
}

/** The terms of a field, and whether they are genres and years, the title, or names. */
type Field = { readonly terms: readonly string[] } & Readonly<
  Partial<Record<'isFact' | 'isTitle' | 'isName', boolean>>
>;

function fieldsOf(film: SearchableFilm, { scope }: FoldedQueryText): readonly Field[] {
  const titles = [{ terms: film.titleTerms, isTitle: true }, { terms: film.alternativeTerms }];
  const names = { terms: peopleTerms(film).flat(), isName: true };
  return scope === 'title' ? titles : [...titles, names, { terms: film.factTerms, isFact: true }];
}

/** The words of each person. */
function peopleTerms({ people }: SearchableFilm): readonly (readonly string[])[] {
  return people.map(({ terms }) => terms);
}

function isLastUnfinished(i: number, { required, isUnfinished }: FoldedQueryText): boolean {
  return isUnfinished && i === required.length - 1;
}

function hasWordSomewhere(i: number, typed: FoldedQueryText, film: SearchableFilm): boolean {
  return fieldsOf(film, typed).some((field) => hasWord(i, typed, field));
}

/** One character or a number of two digits does not count as the beginning of a genre or a year. */
function hasWord(i: number, typed: FoldedQueryText, { terms, isFact = false }: Field): boolean {
  const word = typed.required[i] ?? '';
  const mayBegin = isLastUnfinished(i, typed) && !(isFact && /^(?:.|\d\d)$/u.test(word));
  return terms.some((term) => term === word || (mayBegin && term.startsWith(word)));
}

export function splits(word: string): string[][] {
  return Array.from({ length: word.length }, (_, i) => [word.slice(0, i), word.slice(i)]).filter((parts) =>
    parts.every((part) => part.length >= MIN_SPLIT_LETTERS),
  );
}
