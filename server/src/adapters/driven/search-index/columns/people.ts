import { termsOf } from '../../../../domain/text/fold-text.ts';
import type { Segment } from '../store/segment.ts';
import type { Span } from '../match/spans.ts';
import { SparseBits } from '../structures/sparse-bits.ts';

/** A name as people are ordered by: its folded words. */
function personKey(name: string): string {
  return termsOf(name).join(' ');
}

/** So many names are remembered: those of some thousand films. */
const REMEMBERED = 20_000;

/** The number of the person with exactly this name; -1 when the segment has none. */
export function findPerson(segment: Segment, name: string): number {
  const { personNumbers } = segment;
  let number = personNumbers.get(name);
  if (number === undefined) {
    number = lookUpPerson(segment, name);
    if (personNumbers.size >= REMEMBERED) personNumbers.clear();
    personNumbers.set(name, number);
  }
  return number;
}

function lookUpPerson(segment: Segment, name: string): number {
  const { peopleByKey, films } = segment;
  const key = personKey(name);
  for (let place = placeOfKey(segment, key); place < peopleByKey.length; place += 1) {
    const other = films.peopleNames.at(peopleByKey[place]!);
    if (other === name) return peopleByKey[place]!;
    if (personKey(other) !== key) break;
  }
  return -1;
}

/** More people than this are found sooner among all names in order than by looking at each one's name. */
const FEW_PEOPLE = 8;

/**
 * The numbers of those whose folded name is these words.
 *
 * @param spans a term of the cast dictionary for each of the words, whole
 */
export function peopleCalled(segment: Segment, terms: readonly string[], spans: readonly Span[]): number[] {
  const key = terms.join(' ');
  const called: number[] = [];
  const candidates = peopleWithAll(segment, spans);
  if (candidates.count() <= FEW_PEOPLE) {
    candidates.forEach((person) => {
      if (personKey(segment.films.peopleNames.at(person)) === key) called.push(person);
    });
    return called;
  }
  const { peopleByKey, films } = segment;
  for (let place = placeOfKey(segment, key); place < peopleByKey.length; place += 1) {
    const person = peopleByKey[place]!;
    if (personKey(films.peopleNames.at(person)) !== key) break;
    called.push(person);
  }
  return called;
}

/** `[from, to)`: the places in `peopleByKey` of those whose folded name starts so. */
export function peopleStartingWith(segment: Segment, key: string): readonly [number, number] {
  // No key has this character, the highest, in it: it is not a letter.
  return [placeOfKey(segment, key), placeOfKey(segment, `${key}\uffff`)];
}

/** How many people have a folded name below this one. */
function placeOfKey({ peopleByKey, films }: Pick<Segment, 'peopleByKey' | 'films'>, key: string): number {
  let low = 0;
  let high = peopleByKey.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (personKey(films.peopleNames.at(peopleByKey[middle]!)) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The people who have in the name, for each span, one of its terms of the cast dictionary. */
export function peopleWithAll({ peopleByTerm, peopleSets }: Segment, spans: readonly Span[]): SparseBits {
  let people: SparseBits | undefined;
  if (spans.every(({ from, to }) => from < to)) {
    const rarestFirst = [...spans].sort((a, b) => peopleByTerm.weight(a) - peopleByTerm.weight(b));
    for (const span of rarestFirst) {
      const withWord = peopleSets.take();
      peopleByTerm.addSpanTo(span, withWord);
      if (people) people.keep(withWord);
      else people = SparseBits.of(withWord, peopleSets);
      if (people.isEmpty()) break;
    }
  }
  return people ?? SparseBits.of(peopleSets.take(), peopleSets);
}
