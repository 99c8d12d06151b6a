import type { Suggestion } from '../../../../domain/film-query.ts';
import { findPerson, peopleStartingWith, peopleWithAll } from '../columns/people.ts';
import { mergeHits } from './positions.ts';
import type { TypedText } from '../match/query-plan.ts';
import type { Segment } from '../store/segment.ts';
import { wordSpan } from '../match/spans.ts';
import { matchText } from '../match/text-match.ts';
import { rankedHits } from './ranked-hits.ts';
import { addBit, hasBit } from '../structures/bits.ts';
import { Smallest } from '../structures/smallest.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';

type Person = { readonly name: string; readonly films: number; readonly startsSo: boolean };

/** Titles in the order of a search for them. @param text in the scope of titles */
export function suggestTitles(segments: readonly Segment[], text: TypedText, limit: number): Suggestion[] {
  const passing = segments.map((segment) => (segment.liveCount < segment.size ? [segment.live] : []));
  const { segments: matches } = matchText(segments, text, passing, undefined);
  const lists = matches.map((match) => rankedHits(match, { after: undefined, limit }));
  return mergeHits('relevance', lists, limit).map(({ segment, film }) => {
    const { id, title, year } = segment.films.summaryOf(film);
    return { kind: 'title', text: title, filmId: id, year };
  });
}

/**
 * People with all words in the name: first those whose name starts as typed, the busiest first.
 *
 * @param segments the largest first
 * @param text not without its article, which no name has
 */
export function suggestPeople(segments: readonly Segment[], text: TypedText, limit: number): Suggestion[] {
  const [largest, ...others] = segments;
  if (!largest) return [];
  const elsewhere = new Map<string, Person>();
  for (const segment of others) {
    for (const person of peopleOf(segment, text, Infinity)) {
      const films = person.films + (elsewhere.get(person.name)?.films ?? 0);
      elsewhere.set(person.name, { ...person, films });
    }
  }
  const best = new Smallest<Person>(limit, comparePeople);
  for (const person of peopleOf(largest, text, limit + elsewhere.size)) {
    if (!elsewhere.has(person.name)) best.offer(person);
  }
  for (const person of elsewhere.values()) {
    const number = findPerson(largest, person.name);
    const films = number < 0 ? 0 : liveFilmsOf(largest, number);
    best.offer({ ...person, films: person.films + films });
  }
  return best.items.map(({ name, films }) => ({ kind: 'person', text: name, films }));
}

function comparePeople(a: Person, b: Person): number {
  return Number(b.startsSo) - Number(a.startsSo) || b.films - a.films || byCodeUnit(a.name, b.name);
}

/** The best people of a segment that have all words, as {@link comparePeople} has it; those without a film left out. */
function peopleOf(segment: Segment, text: TypedText, limit: number): Person[] {
  const mark = segment.peopleSets.mark();
  const spans = text.words.map((word) => wordSpan(segment.cast, word));
  const people = peopleWithAll(segment, spans);
  const startsSo = segment.peopleSets.take();
  const [from, to] = peopleStartingWith(segment, text.key);
  for (let place = from; place < to; place += 1) addBit(startsSo, segment.peopleByKey[place]!);
  // Names are read of the best only. People are numbered by how many films they were in, then by name.
  const best = new Smallest<{ person: number; films: number; startsSo: boolean }>(
    limit,
    (a, b) => Number(b.startsSo) - Number(a.startsSo) || b.films - a.films || a.person - b.person,
  );
  people.forEach((person) => {
    const films = liveFilmsOf(segment, person);
    if (films > 0) best.offer({ person, films, startsSo: hasBit(startsSo, person) });
  });
  segment.peopleSets.release(mark);
  return best.items.map(({ person, ...rest }) => ({ name: segment.films.peopleNames.at(person), ...rest }));
}

function liveFilmsOf(segment: Segment, person: number): number {
  if (segment.liveCount === segment.size) return segment.filmsOfPerson.count(person);
  let films = 0;
  segment.filmsOfPerson.forEach(person, (film) => {
    if (segment.isLive(film)) films += 1;
  });
  return films;
}
