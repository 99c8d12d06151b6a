import { FILM_BOUNDS } from '../../../../domain/film.ts';
import type { Suggestion } from '../../../../domain/film-query.ts';
import { genreKey } from '../../../../domain/text/keys.ts';
import { yearTerms } from '../../../../domain/text/readings.ts';
import { likenessOf, type Likeness } from '../match/genre-likeness.ts';
import type { TypedText } from '../match/query-plan.ts';
import type { FilmNames } from '../columns/film-names.ts';
import type { Segment } from '../store/segment.ts';
import { countBits, intersect } from '../structures/bits.ts';
import { Smallest } from '../structures/smallest.ts';
import { AllNames, liveFilmsOf, type NameId } from './all-names.ts';

/** Genres and decades to filter by. */
export type SuggestedFilters = {
  /** Those whose name is exactly the text. */
  readonly exact: readonly Suggestion[];
  readonly asTyped: readonly Suggestion[];
  /** Those that the text means if it has typos. Empty if any are found without typos. */
  readonly corrected: readonly Suggestion[];
};

const NOTHING: SuggestedFilters = { exact: [], asTyped: [], corrected: [] };

const MOST_GENRES = 2;

/** A shorter text is not completed, because "19" is the beginning of ten decades. */
const MIN_DECADE_LETTERS = 3;

const DECADES = Array.from({ length: Math.floor((FILM_BOUNDS.yearMax - FILM_BOUNDS.yearMin) / 10) + 1 }, (_, i) => {
  const firstYear = FILM_BOUNDS.yearMin + 10 * i;
  return { firstYear, names: yearTerms(firstYear).filter((term) => term.endsWith('s')) };
});

type Genre = { readonly id: NameId; readonly films: number; readonly likeness: Likeness };

/** The decade comes before the genres. For a text with a year, neither is suggested. */
export function suggestFilters(segments: readonly Segment[], text: TypedText): SuggestedFilters {
  if (text.year !== undefined) return NOTHING;
  const [decade, genres] = [suggestDecade(segments, text), suggestGenres(segments, text)];
  return {
    exact: [...decade.exact, ...genres.exact],
    asTyped: [...decade.asTyped, ...genres.asTyped],
    corrected: genres.corrected,
  };
}

/**
 * The decade that has films and whose name, such as `1980s` or `80s`, begins with the text. If there are several, it
 * is the one with the most films: "20s" is the name of the 1920s and of the 2020s.
 */
function suggestDecade(segments: readonly Segment[], { words }: TypedText): SuggestedFilters {
  const [word] = words;
  if (!word || words.length > 1 || word.term.length < MIN_DECADE_LETTERS) return NOTHING;
  const best = new Smallest<Suggestion & { kind: 'decade' }>(
    1,
    (a, b) => b.films - a.films || a.firstYear - b.firstYear,
  );
  for (const { firstYear, names } of DECADES) {
    if (!names.some((name) => name.startsWith(word.term))) continue;
    const films = countYears(segments, firstYear, firstYear + 9);
    if (films > 0) best.offer({ kind: 'decade', text: `${String(firstYear)}s`, firstYear, films });
  }
  const isExact = DECADES.some(({ names }) => names.includes(word.term));
  return { ...NOTHING, [isExact ? 'exact' : 'asTyped']: best.items };
}

function countYears(segments: readonly Segment[], from: number, to: number): number {
  let count = 0;
  for (const { years, filmSets, live } of segments) {
    const mark = filmSets.mark();
    const films = filmSets.take();
    years.addYears(from, to, films);
    intersect(films, live);
    count += countBits(films);
    filmSets.release(mark);
  }
  return count;
}

/**
 * The genres that have all words with the fewest typos. Exact names come first, and then names that start with the
 * text. Within each group, the most frequent come first.
 */
function suggestGenres(segments: readonly Segment[], text: TypedText): SuggestedFilters {
  if (segments.length === 0) return NOTHING;
  const all = new AllNames(segments, ({ names }) => names.genre);
  const found = [...genresLike(segments, text, all)].map(([id, genre]) => ({ id, ...genre }));
  const fewest = found.reduce((least, { likeness }) => Math.min(least, likeness.edits), Infinity);
  const best = new Smallest<Genre>(
    MOST_GENRES,
    (a, b) =>
      Number(b.likeness.isExact) - Number(a.likeness.isExact) ||
      Number(b.likeness.startsSo) - Number(a.likeness.startsSo) ||
      b.films - a.films ||
      all.compare(a.id, b.id),
  );
  for (const genre of found) if (genre.likeness.edits === fewest) best.offer(genre);
  const pick = (isWanted: (likeness: Likeness) => boolean) =>
    best.items
      .filter(({ likeness }) => isWanted(likeness))
      .map(({ id, films }): Suggestion => ({ kind: 'genre', text: all.shown(id), films }));
  return {
    exact: pick(({ isExact }) => isExact),
    asTyped: pick(({ isExact, edits }) => !isExact && edits === 0),
    corrected: pick(({ edits }) => edits > 0),
  };
}

/** Compares the text with the genres that it may mean. */
function genresLike(segments: readonly Segment[], text: TypedText, all: AllNames) {
  const { words } = text;
  const found = new Map<NameId, { films: number; readonly likeness: Likeness }>();
  for (const segment of segments) {
    const genres = segment.names.genre;
    for (const name of comparedGenres(genres, text)) {
      const likeness = likenessOf(words, genres.wordsOf(name));
      const films = likeness ? liveFilmsOf(segment, genres, name) : 0;
      if (!likeness || films === 0) continue;
      const id = segment === segments[0] ? name : all.idOf(genres, name);
      const known = found.get(id);
      if (known) known.films += films;
      else found.set(id, { films, likeness });
    }
  }
  return found;
}

/**
 * The most genres of a segment that a text is compared with: those with the most films. The real data has 41 genres, but
 * a file can have 130 thousand, and comparing all of them takes 0.1 s.
 */
const MOST_COMPARED = 1_000;

/** The genres that have the most films, and the genre whose name is the text. */
function comparedGenres(genres: FilmNames, { typed, words }: TypedText): ReadonlySet<number> {
  const compared = new Set<number>();
  // No later name has more films.
  for (let name = 0; name < genres.size && compared.size < MOST_COMPARED; name = genres.endOf(name)) compared.add(name);
  // The text may have an optional word ("western movies"), or a hyphen that belongs to the key ("Sci-Fi").
  for (const key of [genreKey(typed), words.map(({ term }) => term).join(' ')]) {
    const name = genres.find(key);
    if (name >= 0) compared.add(name);
  }
  return compared;
}
