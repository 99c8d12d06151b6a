import { peopleWithAll } from './people.ts';
import type { QueryPlan } from './query-plan.ts';
import type { Segment } from './segment.ts';
import { termSpan, wordSpan, type Span } from './spans.ts';
import { forEachBit, intersect, type Bits } from './structures/bits.ts';

/** The current films of a segment that pass all filters; `undefined` when that is every film. */
export function filterFilms(segment: Segment, plan: QueryPlan): Bits | undefined {
  let passing = segment.liveCount < segment.size ? segment.filmSets.copyOf(segment.live) : undefined;
  const keep = (films: Bits) => {
    if (passing) intersect(passing, films);
    else passing = films;
  };
  if (plan.yearFrom > -Infinity || plan.yearTo < Infinity) {
    const films = segment.filmSets.take();
    segment.years.addYears(plan.yearFrom, plan.yearTo, films);
    keep(films);
  }
  for (const genre of new Set(plan.genres)) {
    const films = segment.filmSets.take();
    const [from, to] = segment.genreKeys.equalRange(genre);
    segment.filmsOfGenre.addRangeTo(from, to, films);
    keep(films);
  }
  for (const word of plan.titleWords) {
    const films = segment.filmSets.take();
    segment.title.members.addSpanTo(wordSpan(segment.title, word), films);
    keep(films);
  }
  for (const terms of plan.people) {
    const spans = [...new Set(terms)].map((term) => termSpan(segment.cast, term));
    keep(filmsOfOnePersonWith(segment, spans));
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
  if (spans.some(({ from, to }) => from === to)) return films;
  const mark = segment.peopleSets.mark();
  forEachBit(peopleWithAll(segment, spans), (person) => {
    segment.filmsOfPerson.addTo(person, films);
  });
  segment.peopleSets.release(mark);
  return films;
}
