import { PERSON_FIELDS, type PersonField, type Suggestion } from '../../../../domain/film-query.ts';
import { joinInitials } from '../../../../domain/text/keys.ts';
import { spellingsWithAll } from '../columns/people.ts';
import { wordingsOf, type TypedText } from '../match/query-plan.ts';
import { MAX_NAME_EDITS, similarSpellings, similarTerms } from '../match/similar-names.ts';
import { wordSpan } from '../match/spans.ts';
import type { Segment } from '../store/segment.ts';
import { addBit, forEachBit, hasBit, isEmpty, type Bits } from '../structures/bits.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';
import { Smallest } from '../structures/smallest.ts';
import { AllNames, liveFilmsOf, type NameId } from './all-names.ts';

type Person = { readonly id: NameId; readonly films: number; readonly startsSo: boolean };

/** A person of one field, with the key of the name. */
type Candidate = Omit<Person, 'id'> & { readonly key: string; readonly text: string; readonly field: PersonField };

/** For each segment, the people of one field who were found. */
type PeopleFound = readonly Bits[];

/** The maximum number of suggested people whose names are only similar to the text. */
const MOST_SIMILAR = 3;

/**
 * People for whom one spelling of the name has all words. Those whose name starts with the text come first. Within
 * both groups, those with the most films come first.
 *
 * @param segments the largest first
 * @param text its leading article is ignored, because no name has one
 */
export function suggestPeople(segments: readonly Segment[], text: TypedText, limit: number): Suggestion[] {
  const candidates = PERSON_FIELDS.flatMap((field) => {
    const found = segments.map((segment) => peopleWithAll(segment, field, text));
    return busiest(segments, field, found, personPrefixes(text.terms), limit);
  });
  return oncePerPerson(candidates, limit);
}

/**
 * People whose names have all words with the fewest typos. Those with the most films come first. Only for a text that
 * no name matches as typed.
 */
export function suggestSimilarPeople(segments: readonly Segment[], text: TypedText, limit: number): Suggestion[] {
  const most = Math.min(limit, MOST_SIMILAR);
  const similar = PERSON_FIELDS.map((field) => {
    return { field, bySegment: segments.map((segment) => similarPeople(segment, field, text)) };
  });
  for (let edits = 0; edits <= MAX_NAME_EDITS; edits += 1) {
    const candidates = similar.flatMap(({ field, bySegment }) => {
      const found = bySegment.map((byEdits) => byEdits[edits]!);
      return busiest(segments, field, found, [], most);
    });
    if (candidates.length > 0) return oncePerPerson(candidates, most);
  }
  return [];
}

/** A person who is found in several fields is suggested for the field with the most films. */
function oncePerPerson(candidates: readonly Candidate[], limit: number): Suggestion[] {
  const sorted = candidates.toSorted(
    (a, b) => Number(b.startsSo) - Number(a.startsSo) || b.films - a.films || byCodeUnit(a.key, b.key),
  );
  const people = new Map<string, Suggestion>();
  for (const { key, text, films, field } of sorted) {
    if (people.size < limit && !people.has(key)) people.set(key, { kind: 'person', text, films, field });
  }
  return [...people.values()];
}

/** @param prefixes people whose key starts with any of these come first */
function busiest(
  segments: readonly Segment[],
  field: PersonField,
  found: PeopleFound,
  prefixes: readonly string[],
  limit: number,
): Candidate[] {
  const [largest] = segments;
  if (!largest || found.every(isEmpty)) return [];
  const all = new AllNames(segments, ({ names }) => names[field]);
  const startsSo = peopleStartingWith(largest, field, prefixes);
  const best = new Smallest<Person>(
    limit,
    (a, b) => Number(b.startsSo) - Number(a.startsSo) || b.films - a.films || all.compare(a.id, b.id),
  );
  const { inLargest, elsewhere } = countElsewhere(segments, field, found, all);
  forEachBit(inLargest, (id) => {
    const films = liveFilmsOf(largest, largest.names[field], id) + (elsewhere.get(id) ?? 0);
    best.offer({ id, films, startsSo: hasBit(startsSo, id) });
  });
  for (const [id, films] of elsewhere) {
    if (typeof id === 'string') best.offer({ id, films, startsSo: prefixes.some((prefix) => id.startsWith(prefix)) });
  }
  return best.items.map(({ id, ...person }) => ({ ...person, key: all.keyOf(id), text: all.shown(id), field }));
}

/**
 * The prefixes of the keys of people whose name starts with the text. There are two if the last word may be an
 * initial or the beginning of a word: "j k s" begins both `jks watson` and `jk simmons`.
 */
function personPrefixes(terms: readonly string[]): string[] {
  const joined = joinInitials(terms).join(' ');
  const apart = [...joinInitials(terms.slice(0, -1)), ...terms.slice(-1)].join(' ');
  return joined === apart ? [joined] : [joined, apart];
}

/** The people of a segment whose keys start with any of these prefixes. */
function peopleStartingWith({ names, peopleSets }: Segment, field: PersonField, prefixes: readonly string[]): Bits {
  const starting = peopleSets.take();
  for (const prefix of prefixes) {
    names[field].forEachStartingWith(prefix, (person) => {
      addBit(starting, person);
    });
  }
  return starting;
}

/**
 * Combines the people who were found in any segment.
 *
 * @returns `inLargest`: those whom the largest segment has; `elsewhere`: how many films each person has in the
 * other segments
 */
function countElsewhere(
  [, ...others]: readonly Segment[],
  field: PersonField,
  [inLargest, ...found]: PeopleFound,
  all: AllNames,
) {
  const notInLargest = new Set<NameId>();
  for (const [i, segment] of others.entries()) {
    forEachBit(found[i]!, (person) => {
      const id = all.idOf(segment.names[field], person);
      if (typeof id === 'number') addBit(inLargest!, id);
      else notInLargest.add(id);
    });
  }
  const elsewhere = new Map<NameId, number>();
  for (const segment of others) {
    const people = segment.names[field];
    for (let person = 0; person < people.size; person = people.endOf(person)) {
      const id = all.idOf(people, person);
      const isFound = typeof id === 'number' ? hasBit(inLargest!, id) : notInLargest.has(id);
      if (isFound) elsewhere.set(id, (elsewhere.get(id) ?? 0) + liveFilmsOf(segment, people, person));
    }
  }
  return { inLargest: inLargest!, elsewhere };
}

/** The people of a segment who have a spelling that has all words and is in a current film. */
function peopleWithAll(segment: Segment, field: PersonField, { terms }: TypedText): Bits {
  const found = segment.peopleSets.take();
  for (const words of wordingsOf(terms)) {
    const spans = words.map((word) => wordSpan(segment.words.name, word));
    spellingsWithAll(segment, field, spans).forEach((spelling) => {
      addPersonOf(segment, field, spelling, found);
    });
  }
  return found;
}

/**
 * The people of a segment who have a spelling that has all words with typos and is in a current film. There is one
 * set for each number of edits.
 */
function similarPeople(segment: Segment, field: PersonField, { terms }: TypedText): Bits[] {
  const { peopleSets } = segment;
  const found = Array.from({ length: MAX_NAME_EDITS + 1 }, () => peopleSets.take());
  for (const words of wordingsOf(terms)) {
    const mark = peopleSets.mark();
    for (const [edits, spellings] of similarSpellings(segment, field, similarTerms(segment, words)).entries()) {
      if (!spellings) continue;
      forEachBit(spellings, (spelling) => {
        addPersonOf(segment, field, spelling, found[edits]!);
      });
    }
    peopleSets.release(mark);
  }
  return found;
}

function addPersonOf(
  { names, live, liveCount, size }: Segment,
  field: PersonField,
  spelling: number,
  into: Bits,
): void {
  const people = names[field];
  const isCurrent = liveCount === size || people.films.countIn(spelling, live) > 0;
  if (isCurrent) addBit(into, people.nameOf(spelling));
}
