import {
  allowedTypos,
  MAX_MISSPELT_WORDS,
  MIN_SPLIT_LETTERS,
  MIN_UNFINISHED_LETTERS,
} from '../../../../domain/text/typo-rules.ts';
import type { PersonField } from '../../../../domain/film-query.ts';
import type { Segment } from '../store/segment.ts';
import { intersect, isEmpty, unite, type Bits } from '../structures/bits.ts';
import type { QueryWord } from './query-plan.ts';
import { addMembers, NOWHERE, termSpan, wordSpan } from './spans.ts';

/** A name is similar if at most this many edits, counted over all its words, turn it into the typed text. */
export const MAX_NAME_EDITS = 2;

/** A typo at the beginning of a longer word counts as two edits, so that whole words with one edit come first. */
export const EDITS_OF_BEGINNING = 2;

/** Sets of spellings, by the number of edits. A spelling may be in several of them. */
type ByEdits = readonly [none: Bits, one: Bits, two: Bits];

/**
 * The spellings of a field's people that have all the words if typos are tolerated: "marlin brndo" is two edits from "Marlon
 * Brando". Two words that were typed as one, or one word that was typed as two ("di caprio"), count as one edit.
 */
export function similarSpellings(segment: Segment, field: PersonField, words: readonly QueryWord[]): ByEdits {
  const { peopleSets } = segment;
  const nothing = () => emptySets(segment);
  if (words.length === 0 || words.length > MAX_MISSPELT_WORDS) return nothing();
  /** For each i, the spellings that have the first i words. */
  const found = [nothing(), ...words.map(nothing)] as const;
  found[0][0].fill(-1);
  for (const [i, word] of words.entries()) {
    const before = found[i]!;
    if (before.every(isEmpty)) continue;
    advance(segment, before, spellingsWithWord(segment, field, word), found[i + 1]!);
    const next = words[i + 1];
    if (!next) continue;
    const joined = peopleSets.take();
    segment.peopleByTerm[field].addSpanTo(
      wordSpan(segment.words.name, { term: word.term + next.term, isUnfinished: next.isUnfinished }),
      joined,
    );
    advance(segment, before, [peopleSets.take(), joined, peopleSets.take()], found[i + 2]!);
  }
  return found.at(-1)!;
}

function emptySets({ peopleSets }: Segment): ByEdits {
  return [peopleSets.take(), peopleSets.take(), peopleSets.take()];
}

/** Adds to `after` the spellings that are in `before` and have the next word. The edits of both are added up. */
function advance({ peopleSets }: Segment, before: ByEdits, word: ByEdits, after: ByEdits): void {
  for (let edits = 0; edits <= MAX_NAME_EDITS; edits += 1) {
    for (let more = 0; edits + more <= MAX_NAME_EDITS; more += 1) {
      const mark = peopleSets.mark();
      const both = peopleSets.copyOf(before[edits]!);
      intersect(both, word[more]!);
      unite(after[edits + more]!, both);
      peopleSets.release(mark);
    }
  }
}

function spellingsWithWord(segment: Segment, field: PersonField, word: QueryWord): ByEdits {
  const peopleByTerm = segment.peopleByTerm[field];
  const names = segment.words.name;
  const { term, isUnfinished } = word;
  const found = emptySets(segment);
  peopleByTerm.addSpanTo(wordSpan(names, word), found[0]);
  const mostEdits = allowedTypos(term);
  if (mostEdits === 0) return found;
  names.findNear(term, mostEdits, (near, edits) => {
    if (edits > 0) peopleByTerm.addTo(near, found[edits as 1 | 2]);
  });
  if (isUnfinished && term.length >= MIN_UNFINISHED_LETTERS) {
    names.terms.nearPrefixes(term, (from, to) => {
      peopleByTerm.addRangeTo(from, to, found[EDITS_OF_BEGINNING]);
    });
  }
  addSplit(segment, field, term, found[1]);
  return found;
}

/** Adds two words that were typed as one: "tomhanks". */
function addSplit({ words, peopleByTerm, peopleSets }: Segment, field: PersonField, term: string, into: Bits): void {
  words.name.terms.forEachBeginning(term, MIN_SPLIT_LETTERS, term.length - MIN_SPLIT_LETTERS, (at, place) => {
    const left = { from: place, to: place + 1, whole: place + 1 };
    const right = termSpan(words.name, term.slice(at));
    if (right !== NOWHERE) addMembers(peopleByTerm[field], left, right, peopleSets, into);
  });
}
