import { joinInitials } from '../../../../domain/text/keys.ts';
import type { Suggestion } from '../../../../domain/film-query.ts';
import { mergeHits } from './positions.ts';
import { AllNames, type NameId } from './all-names.ts';
import { spellingsWithAll } from '../columns/people.ts';
import { wordingsOf, type TypedText } from '../match/query-plan.ts';
import type { Segment } from '../store/segment.ts';
import { wordSpan } from '../match/spans.ts';
import { matchText } from '../match/text-match.ts';
import { rankedHits } from './ranked-hits.ts';
import { addBit, forEachBit, hasBit, type Bits } from '../structures/bits.ts';
import { Smallest } from '../structures/smallest.ts';

type Person = { readonly id: NameId; readonly films: number; readonly startsSo: boolean };

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
 * People who have all words in one spelling of the name. First come those whose name starts as typed, and the busiest first.
 *
 * @param segments the largest first
 * @param text without its leading article, which no name has
 */
export function suggestPeople(segments: readonly Segment[], text: TypedText, limit: number): Suggestion[] {
  const [largest] = segments;
  if (!largest) return [];
  const all = new AllNames(segments, ({ people }) => people);
  const prefixes = personPrefixes(text.terms);
  const startsSo = peopleStartingWith(largest, prefixes);
  const best = new Smallest<Person>(
    limit,
    (a, b) => Number(b.startsSo) - Number(a.startsSo) || b.films - a.films || all.compare(a.id, b.id),
  );
  const { inLargest, elsewhere } = peopleFound(segments, text, all);
  forEachBit(inLargest, (id) => {
    const films = liveFilmsOf(largest, id) + (elsewhere.get(id) ?? 0);
    best.offer({ id, films, startsSo: hasBit(startsSo, id) });
  });
  for (const [id, films] of elsewhere) {
    if (typeof id === 'string') best.offer({ id, films, startsSo: prefixes.some((prefix) => id.startsWith(prefix)) });
  }
  return best.items.map(({ id, films }) => ({ kind: 'person', text: all.shown(id), films }));
}

/**
 * The beginnings of the keys of people whose name starts as typed. There are two if the last word may be an initial or the
 * beginning of a word: "j k s" is the beginning of `jks watson` and of `jk simmons`.
 */
function personPrefixes(terms: readonly string[]): string[] {
  const joined = joinInitials(terms).join(' ');
  const apart = [...joinInitials(terms.slice(0, -1)), ...terms.slice(-1)].join(' ');
  return joined === apart ? [joined] : [joined, apart];
}

/** The people of a segment whose keys start with one of these texts. */
function peopleStartingWith({ people, peopleSets }: Segment, prefixes: readonly string[]): Bits {
  const starting = peopleSets.take();
  for (const prefix of prefixes) {
    people.forEachStartingWith(prefix, (person) => {
      addBit(starting, person);
    });
  }
  return starting;
}

/**
 * The people who are found in any segment.
 *
 * @returns `inLargest`: those whom the largest segment has; `elsewhere`: how many films each has in the other segments
 */
function peopleFound([largest, ...others]: readonly Segment[], text: TypedText, all: AllNames) {
  const inLargest = peopleFoundIn(largest!, text);
  const notInLargest = new Set<NameId>();
  for (const segment of others) {
    forEachBit(peopleFoundIn(segment, text), (person) => {
      const id = all.idOf(segment.people, person);
      if (typeof id === 'number') addBit(inLargest, id);
      else notInLargest.add(id);
    });
  }
  const elsewhere = new Map<NameId, number>();
  for (const segment of others) {
    const { people } = segment;
    for (let person = 0; person < people.size; person = people.endOf(person)) {
      const id = all.idOf(people, person);
      const isFound = typeof id === 'number' ? hasBit(inLargest, id) : notInLargest.has(id);
      if (isFound) elsewhere.set(id, (elsewhere.get(id) ?? 0) + liveFilmsOf(segment, person));
    }
  }
  return { inLargest, elsewhere };
}

/** The people of a segment with a spelling that has all words and is in a current film. */
function peopleFoundIn(segment: Segment, { terms }: TypedText): Bits {
  const { people, peopleSets, words: dictionaries } = segment;
  const found = peopleSets.take();
  for (const words of wordingsOf(terms)) {
    const spans = words.map((word) => wordSpan(dictionaries.name, word));
    spellingsWithAll(segment, spans).forEach((spelling) => {
      if (isCurrent(segment, spelling)) addBit(found, people.nameOf(spelling));
    });
  }
  return found;
}

function isCurrent({ people, live, liveCount, size }: Segment, spelling: number): boolean {
  return liveCount === size || people.films.countIn(spelling, live) > 0;
}

function liveFilmsOf({ people, live, liveCount, size }: Segment, person: number): number {
  const hasOneSpelling = people.endOf(person) === person + 1;
  return liveCount === size && hasOneSpelling ? people.films.count(person) : people.countIn(person, live);
}
