import type { QueryPlan, QueryWord } from './query-plan.ts';
import type { Segment } from './segment.ts';
import { addPeople, addTitleFilms, wordSpan } from './spans.ts';
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
    addTitleFilms(segment, word, films);
    keep(films);
  }
  for (const terms of plan.people) {
    const words = [...new Set(terms)].map((term) => ({ term, isUnfinished: false }));
    keep(filmsOfOnePersonWith(segment, words));
  }
  return passing;
}

/** The films with one person who has all of these words in the name. */
export function filmsOfOnePersonWith(segment: Segment, words: readonly QueryWord[]): Bits {
  const films = segment.filmSets.take();
  const [only] = words;
  if (only && words.length === 1) {
    segment.cast.members.addSpanTo(wordSpan(segment.cast, only), films);
    return films;
  }
  const mark = segment.peopleSets.mark();
  let people: Bits | undefined;
  for (const word of words) {
    const withWord = segment.peopleSets.take();
    addPeople(segment, word, withWord);
    if (people) intersect(people, withWord);
    else people = withWord;
  }
  if (people) {
    forEachBit(people, (person) => {
      segment.filmsOfPerson.addTo(person, films);
    });
  }
  segment.peopleSets.release(mark);
  return films;
}
