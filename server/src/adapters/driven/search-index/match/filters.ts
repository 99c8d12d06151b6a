import { respacedNames } from '../../../../domain/text/keys.ts';
import { isPersonField } from '../columns/fields.ts';
import { spellingsWithAll } from '../columns/people.ts';
import { PERSON_FIELDS, type PersonField } from '../../../../domain/film-query.ts';
import type { NameFilter, QueryPlan } from './query-plan.ts';
import type { Segment } from '../store/segment.ts';
import { addFilmsWith, termSpan, wordSpans, type Span } from './spans.ts';
import { addRange, intersect, subtract, unite, type Bits } from '../structures/bits.ts';

/**
 * For each filter by a name, a `1` if the filter selects exactly one name, and otherwise a `0`. A filter by a person
 * selects one name if the key of its text is the key of a person in a current film of any segment. Otherwise it selects
 * everybody whose name has all the words, in any spacing.
 */
export function exactNames(segments: readonly Segment[], { names }: QueryPlan): string {
  const isExact = (name: NameFilter) =>
    !isPersonField(name.field) || segments.some((segment) => isCurrent(segment, name));
  return names.map((name) => (isExact(name) ? '1' : '0')).join('');
}

/**
 * The sets that filter the films of a segment. A film that is in all of them is current and passes all filters. There
 * are no sets if every film passes.
 *
 * @param exact see {@link exactNames}
 */
export function filterFilms(segment: Segment, plan: QueryPlan, exact: string): Bits[] {
  const { names, filmSets } = segment;
  const passing: Bits[] = segment.liveCount < segment.size ? [segment.live] : [];
  if (plan.yearFrom > -Infinity || plan.yearTo < Infinity) {
    passing.push(segment.years.filmsOf(plan.yearFrom, plan.yearTo, () => filmSets.take()));
  }
  for (const word of plan.titleWords) {
    const films = filmSets.take();
    addFilmsWith(segment, wordSpans(segment, word, 'title'), films);
    passing.push(films);
  }
  for (const [i, filter] of plan.names.entries()) {
    const { field, key } = filter;
    const isWorded = isPersonField(field) && exact[i] !== '1';
    passing.push(isWorded ? filmsWorded(segment, field, filter) : names[field].addFilmsOf(key, filmSets.take()));
  }
  if (plan.anyGenres.length > 0) passing.push(filmsOfAnyGenre(segment, plan.anyGenres));
  if (plan.notGenres.length > 0) {
    const films = filmSets.take();
    addRange(films, 0, segment.size);
    subtract(films, filmsOfAnyGenre(segment, plan.notGenres));
    passing.push(films);
  }
  for (const filter of plan.attributes) {
    const films = filmSets.take();
    segment.attributes.of(filter.name).addMatching(filter, films, filmSets);
    passing.push(films);
  }
  return passing;
}

function filmsOfAnyGenre({ names, filmSets }: Segment, keys: readonly string[]): Bits {
  const films = filmSets.take();
  for (const key of keys) names.genre.addFilmsOf(key, films);
  return films;
}

/**
 * The current films that pass all filters; the filters are the sets of {@link filterFilms}. Callers must not change the
 * result.
 */
export function inAll(segment: Segment, [first, second, ...others]: readonly Bits[]): Bits {
  if (!first || !second) return first ?? segment.live;
  const films = segment.filmSets.copyOf(first);
  intersect(films, second);
  for (const other of others) intersect(films, other);
  return films;
}

function isCurrent({ names, live }: Segment, { field, key }: NameFilter): boolean {
  const name = names[field].find(key);
  return name >= 0 && names[field].countIn(name, live) > 0;
}

/** The films with a person whose name has all the words of any one wording, in any spacing of {@link respacedNames}. */
function filmsWorded(segment: Segment, field: PersonField, { terms, wordings }: NameFilter): Bits {
  const films = segment.filmSets.take();
  const { name } = segment.words;
  const typed = wordings.map((wording) => wording.map(({ term }) => term));
  const respaced = respacedNames(terms, (word) => name.terms.find(word) >= 0).map((words) => [...new Set(words)]);
  // Each list is looked up once: "j" 100 times has 99 spacings, and all of them are the words "j" and "jj".
  const lists = new Map([...typed, ...respaced].map((words) => [words.join(' '), words]));
  for (const words of lists.values()) {
    const spans = words.map((word) => termSpan(name, word));
    unite(films, filmsOfOnePersonWith(segment, spans, [field]));
  }
  return films;
}

/** The films in which one person's name contains, for each span, one of the span's terms of the `name` dictionary. */
export function filmsOfOnePersonWith(
  segment: Segment,
  spans: readonly Span[],
  fields: readonly PersonField[] = PERSON_FIELDS,
): Bits {
  const films = segment.filmSets.take();
  const [only] = spans;
  if (only && spans.length === 1 && fields.length === PERSON_FIELDS.length) {
    segment.words.name.members.addSpanTo(only, films);
    return films;
  }
  for (const field of fields) {
    const mark = segment.peopleSets.mark();
    spellingsWithAll(segment, field, spans).forEach((spelling) => {
      segment.names[field].films.addTo(spelling, films);
    });
    segment.peopleSets.release(mark);
  }
  return films;
}
