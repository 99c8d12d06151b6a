import { spellingsWithAll } from '../columns/people.ts';
import type { PersonFilter, QueryPlan } from './query-plan.ts';
import type { Segment } from '../store/segment.ts';
import { termSpan, wordSpan, type Span } from './spans.ts';
import { unite, type Bits } from '../structures/bits.ts';

/**
 * For each `cast` filter a `1` if it selects exactly one person, and otherwise a `0`. A filter selects one person if
 * the key of its text is the key of a person in a current film of any segment. Otherwise it selects everybody whose
 * name has all the words.
 */
export function exactPeople(segments: readonly Segment[], { people }: QueryPlan): string {
  return people.map(({ key }) => (segments.some((segment) => isCurrent(segment, key)) ? '1' : '0')).join('');
}

/**
 * The sets that filter the films of a segment. A film that is in all of them is current and passes all filters. There
 * are no sets if every film passes.
 *
 * @param exact see {@link exactPeople}
 */
export function filterFilms(segment: Segment, plan: QueryPlan, exact: string): Bits[] {
  const { people, genres, filmSets } = segment;
  const passing: Bits[] = segment.liveCount < segment.size ? [segment.live] : [];
  if (plan.yearFrom > -Infinity || plan.yearTo < Infinity) {
    passing.push(segment.years.filmsOf(plan.yearFrom, plan.yearTo, () => filmSets.take()));
  }
  for (const key of new Set(plan.genres)) passing.push(genres.addFilmsOf(key, filmSets.take()));
  for (const word of plan.titleWords) {
    const films = filmSets.take();
    segment.words.title.members.addSpanTo(wordSpan(segment.words.title, word), films);
    passing.push(films);
  }
  for (const [i, person] of plan.people.entries()) {
    passing.push(
      exact[i] === '1' ? people.addFilmsOf(person.key, filmSets.take()) : filmsWorded(segment, person.wordings),
    );
  }
  return passing;
}

function isCurrent({ people, live }: Segment, key: string): boolean {
  const person = people.find(key);
  return person >= 0 && people.countIn(person, live) > 0;
}

/** The films with a person whose name has all the words of any one wording. */
function filmsWorded(segment: Segment, wordings: PersonFilter['wordings']): Bits {
  const films = segment.filmSets.take();
  for (const words of wordings) {
    const spans = words.map(({ term }) => termSpan(segment.words.name, term));
    unite(films, filmsOfOnePersonWith(segment, spans));
  }
  return films;
}

/** The films in which one person's name contains, for each span, one of the span's terms of the `name` dictionary. */
export function filmsOfOnePersonWith(segment: Segment, spans: readonly Span[]): Bits {
  const films = segment.filmSets.take();
  const [only] = spans;
  if (only && spans.length === 1) {
    segment.words.name.members.addSpanTo(only, films);
    return films;
  }
  const mark = segment.peopleSets.mark();
  spellingsWithAll(segment, spans).forEach((spelling) => {
    segment.people.films.addTo(spelling, films);
  });
  segment.peopleSets.release(mark);
  return films;
}
