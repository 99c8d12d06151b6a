import { peopleWithAll } from '../columns/people.ts';
import type { QueryPlan } from './query-plan.ts';
import type { Segment } from '../store/segment.ts';
import { termSpan, wordSpan, type Span } from './spans.ts';
import type { Bits } from '../structures/bits.ts';

/** Sets of films of a segment: those that are in all of them are current and pass all filters. None when every film does. */
export function filterFilms(segment: Segment, plan: QueryPlan): Bits[] {
  const passing: Bits[] = segment.liveCount < segment.size ? [segment.live] : [];
  if (plan.yearFrom > -Infinity || plan.yearTo < Infinity) {
    const films = segment.filmSets.take();
    segment.years.addYears(plan.yearFrom, plan.yearTo, films);
    passing.push(films);
  }
  for (const genre of new Set(plan.genres)) {
    const films = segment.filmSets.take();
    const [from, to] = segment.genreKeys.equalRange(genre);
    segment.filmsOfGenre.addRangeTo(from, to, films);
    passing.push(films);
  }
  for (const word of plan.titleWords) {
    const films = segment.filmSets.take();
    segment.title.members.addSpanTo(wordSpan(segment.title, word), films);
    passing.push(films);
  }
  for (const terms of plan.people) {
    const spans = [...new Set(terms)].map((term) => termSpan(segment.cast, term));
    passing.push(filmsOfOnePersonWith(segment, spans));
  }
  return passing;
}

/** The films with one person who has in the name, for each span, one of its terms of the cast dictionary. */
export function filmsOfOnePersonWith(segment: Segment, spans: readonly Span[]): Bits {
  const films = segment.filmSets.take();
  const [only] = spans;
  if (only && spans.length === 1) {
    segment.cast.members.addSpanTo(only, films);
    return films;
  }
  const mark = segment.peopleSets.mark();
  peopleWithAll(segment, spans).forEach((person) => {
    segment.filmsOfPerson.addTo(person, films);
  });
  segment.peopleSets.release(mark);
  return films;
}
