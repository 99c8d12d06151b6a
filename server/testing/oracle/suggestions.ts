import type { Suggestion } from '../../src/domain/film-query.ts';
import { termsOf } from '../../src/domain/text/fold-text.ts';
import { joinInitials } from '../../src/domain/text/keys.ts';
import { allowedTypos } from '../../src/domain/text/typo-rules.ts';
import { editDistance } from './edit-distance.ts';
import { beginsAlmost, nameEdits } from './name-edits.ts';
import { shownNames } from './facets.ts';
import type { FoldedQueryText } from './relevance.ts';
import { type NameField, type SearchableFilm } from './searchable-film.ts';

/** Titles that match, the best first, and how they match. */
export type MatchingTitles = {
  readonly titles: readonly Suggestion[];
  readonly haveTypos: boolean;
  /** Whether a whole title is the text. */
  readonly isTitle: boolean;
};

/** A person, genre or decade. The lists are sorted by `keys`. */
type Named = { readonly keys: readonly (string | number)[]; readonly edits: number; readonly suggestion: Suggestion };

export function listSuggestions(
  films: readonly SearchableFilm[],
  typed: FoldedQueryText,
  { titles, haveTypos, isTitle }: MatchingTitles,
  limit: number,
): Suggestion[] {
  const people = peopleNamed(films, typed.readings[0].terms);
  const decade = decadesNamed(films, typed).slice(0, 1);
  const genres = genresNamed(films, typed).slice(0, 2);
  const filters = typed.year === undefined ? [...decade, ...genres] : [];
  const isExact = ({ keys }: Named) => keys[0] === 0;
  const exact = filters.filter(isExact).map(({ suggestion }) => suggestion);
  const inexact = filters.filter((filter) => !isExact(filter));
  const pick = (list: readonly Named[], isCorrected: boolean) =>
    list.filter(({ edits }) => edits > 0 === isCorrected).map(({ suggestion }) => suggestion);
  const list = exact.slice(0, limit);
  for (const isCorrected of isTitle || exact.length > 0 ? [false] : [false, true]) {
    const kinds = [
      isCorrected === haveTypos ? titles : [],
      pick(people, isCorrected),
      pick(inexact, isCorrected),
    ] as const;
    list.push(...divide(kinds, limit - list.length));
  }
  return list;
}

/**
 * Divides the places of a list: a third for filters (genres and decades), half of the rest for titles, and what remains
 * for people. Places that one kind does not need go to the others.
 */
function divide(
  [titles, people, filters]: readonly [readonly Suggestion[], readonly Suggestion[], readonly Suggestion[]],
  room: number,
): Suggestion[] {
  const unused = Math.max(0, room - titles.length - people.length);
  const someFilters = filters.slice(0, Math.max(unused, Math.floor(room / 3)));
  const rest = room - someFilters.length;
  const someTitles = titles.slice(0, Math.max(Math.ceil(rest / 2), rest - people.length));
  return [...someTitles, ...people.slice(0, rest - someTitles.length), ...someFilters];
}

/**
 * Returns everybody whose name has the words as typed. If there is nobody, returns the people whose names have the
 * fewest typos, but at most three: those who are in the most films.
 */
function peopleNamed(films: readonly SearchableFilm[], words: readonly string[]): Named[] {
  const named = (['cast', 'director'] as const).flatMap((field) => peopleOf(field, films, words)).sort(byKeys);
  const fewest = Math.min(...named.map(({ edits }) => edits));
  const people = named.filter(({ edits }) => edits === fewest);
  const once = people.filter(({ keys }, i) => people.findIndex((other) => other.keys[2] === keys[2]) === i);
  return once.slice(0, fewest === 0 ? once.length : 3);
}

function peopleOf(field: 'cast' | 'director', films: readonly SearchableFilm[], words: readonly string[]): Named[] {
  const edits = new Map<string, number>();
  for (const { names } of films) {
    for (const { key, terms } of names[field]) {
      const fewest = Math.min(...[words, joinInitials(words)].map((wording) => nameEdits(terms, wording)));
      edits.set(key, Math.min(edits.get(key) ?? Infinity, fewest));
    }
  }
  const typedSo = [joinInitials(words), [...joinInitials(words.slice(0, -1)), ...words.slice(-1)]];
  const fewest = Math.min(...edits.values());
  const similar = [...edits.keys()].filter((key) => edits.get(key) === fewest && fewest < Infinity);
  const names = shown(field, films);
  return similar.map((key): Named => {
    const has = countNamed(films, field, key);
    const startsSo = fewest === 0 && typedSo.some((start) => key.startsWith(start.join(' ')));
    const text = names.get(key) ?? '';
    const suggestion: Suggestion = { kind: 'person', text, films: has, field };
    return { keys: [startsSo ? 0 : 1, -has, key], edits: fewest, suggestion };
  });
}

function genresNamed(films: readonly SearchableFilm[], { required: words, isUnfinished }: FoldedQueryText): Named[] {
  const names = shown('genre', films);
  const keys = films.flatMap((film) => film.names.genre.map(({ key }) => key));
  const named = [...new Set(keys)].map((key): Named => {
    const terms = termsOf(key);
    const editsOf = (word: string, i: number) => {
      if (terms.some((term) => term.startsWith(word))) return 0;
      const most = allowedTypos(word);
      const distances = terms.map((term) => editDistance(word, term)).filter((edits) => edits <= most);
      const mayGoOn = most > 0 && isUnfinished && i === words.length - 1;
      const begins = mayGoOn && terms.some((term) => beginsAlmost(term, word));
      return Math.min(...distances, begins ? 2 : Infinity);
    };
    const edits = words.map(editsOf).reduce((sum, more) => sum + more, 0);
    const has = countNamed(films, 'genre', key);
    const isExact = terms.join(' ') === words.join(' ');
    const startsSo = terms[0]?.startsWith(words[0] ?? '') === true;
    return {
      keys: [isExact ? 0 : 1, startsSo ? 0 : 1, -has, key],
      edits: edits > 2 ? Infinity : edits,
      suggestion: { kind: 'genre', text: names.get(key) ?? '', films: has },
    };
  });
  const fewest = Math.min(...named.map(({ edits }) => edits));
  return named.filter(({ edits }) => edits === fewest && edits < Infinity).sort(byKeys);
}

function decadesNamed(films: readonly SearchableFilm[], { required: words }: FoldedQueryText): Named[] {
  const [word = ''] = words;
  if (words.length !== 1 || word.length < 3) return [];
  const years = films.map(({ summary }) => Math.floor(summary.year / 10) * 10);
  const named = [...new Set(years)].flatMap((firstYear): Named[] => {
    const text = `${String(firstYear)}s`;
    const names = [text, text.slice(2)];
    if (!names.some((name) => name.startsWith(word))) return [];
    const has = years.filter((year) => year === firstYear).length;
    const keys = [names.includes(word) ? 0 : 1, -has, firstYear];
    return [{ keys, edits: 0, suggestion: { kind: 'decade', text, firstYear, films: has } }];
  });
  return named.sort(byKeys);
}

function byKeys({ keys: a }: Named, { keys: b }: Named): number {
  const differs = a.findIndex((key, i) => key !== b[i]);
  return differs < 0 ? 0 : (a[differs] ?? '') < (b[differs] ?? '') ? -1 : 1;
}

function countNamed(films: readonly SearchableFilm[], field: NameField, key: string): number {
  return films.filter(({ names }) => names[field].some((name) => name.key === key)).length;
}

function shown(facet: NameField, films: readonly SearchableFilm[]): ReadonlyMap<string, string> {
  return shownNames(
    facet,
    films.map(({ summary }) => summary),
  );
}
