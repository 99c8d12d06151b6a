import {
  allowedTypos,
  MAX_MISSPELT_WORDS,
  MIN_SPLIT_LETTERS,
  MIN_UNFINISHED_LETTERS,
} from '../../../../domain/text/typo-rules.ts';
import type { PersonField } from '../../../../domain/film-query.ts';
import type { Segment } from '../store/segment.ts';
import type { BitArena } from '../structures/bit-arena.ts';
import { isEmpty, unite, uniteCommon, type Bits } from '../structures/bits.ts';
import type { Mutable } from '../structures/mutable.ts';
import type { QueryWord } from './query-plan.ts';
import { addMembers, isSomewhere, NOWHERE, termSpan, wordSpan, type Span } from './spans.ts';

/** A name is similar if at most this many edits, counted over all its words, turn it into the typed text. */
export const MAX_NAME_EDITS = 2;

/** A typo at the beginning of a longer word counts as two edits, so that whole words with one edit come first. */
export const EDITS_OF_BEGINNING = 2;

/**
 * Sets of spellings, by the number of edits. A spelling may be in several of them. An absent set is empty, and takes no
 * time: most words are similar to no other.
 */
type ByEdits = readonly [none: Bits | undefined, one: Bits | undefined, two: Bits | undefined];

/** What may stand for a word: terms of the `name` dictionary, which are the same for every field. */
type SimilarTerms = {
  readonly asTyped: Span;
  readonly near: readonly { readonly place: number; readonly edits: 1 | 2 }[];
  /** If the word is unfinished, the terms that begin with it, one typo aside: "cassabl" for "casablanca". */
  readonly begun: readonly Span[];
  /** Pairs of terms that were typed as one word: "tom" and "hanks" for "tomhanks". */
  readonly split: readonly (readonly [left: Span, right: Span])[];
  /** The word and the next one, joined: "dicaprio" for "di caprio". */
  readonly joined: Span;
};

/**
 * For each word of a name, what may stand for it if typos are tolerated. Empty if the text has too many words.
 *
 * @param most 1 if only names with at most one edit are wanted, which takes half the time
 */
export function similarTerms(
  { words: { name } }: Segment,
  words: readonly QueryWord[],
  most: 1 | 2 = MAX_NAME_EDITS,
): readonly SimilarTerms[] {
  if (words.length > MAX_MISSPELT_WORDS) return [];
  return words.map((word, i) => {
    const { term, isUnfinished } = word;
    const near: { place: number; edits: 1 | 2 }[] = [];
    const begun: Span[] = [];
    const split: (readonly [Span, Span])[] = [];
    const mostEdits = Math.min(allowedTypos(term), most);
    if (mostEdits > 0) {
      name.findNear(term, mostEdits, (place, edits) => {
        if (edits > 0) near.push({ place, edits: edits as 1 | 2 });
      });
      if (isUnfinished && term.length >= MIN_UNFINISHED_LETTERS && most >= EDITS_OF_BEGINNING) {
        name.terms.nearPrefixes(term, (from, to) => begun.push({ from, to, whole: from }));
      }
      name.terms.forEachBeginning(term, MIN_SPLIT_LETTERS, term.length - MIN_SPLIT_LETTERS, (at, place) => {
        const right = termSpan(name, term.slice(at));
        if (right !== NOWHERE) split.push([{ from: place, to: place + 1, whole: place + 1 }, right]);
      });
    }
    const next = words[i + 1];
    const joined = next ? wordSpan(name, { term: term + next.term, isUnfinished: next.isUnfinished }) : NOWHERE;
    return { asTyped: wordSpan(name, word), near, begun, split, joined };
  });
}

/**
 * The spellings of a field's people that have all the words if typos are tolerated: "marlin brndo" is two edits from "Marlon
 * Brando". Two words that were typed as one, or one word that was typed as two ("di caprio"), count as one edit.
 */
export function similarSpellings(segment: Segment, field: PersonField, words: readonly SimilarTerms[]): ByEdits {
  const { peopleSets: sets } = segment;
  /** For each i, the spellings that have the first i + 1 words. */
  const found = words.map((): Mutable<ByEdits> => [undefined, undefined, undefined]);
  for (const [i, word] of words.entries()) {
    const before = found[i - 1];
    if (before?.every((spellings) => !spellings || isEmpty(spellings)) === true) continue;
    advance(before, spellingsWithWord(segment, field, word), found[i]!, sets);
    if (!isSomewhere(word.joined)) continue;
    const joined = sets.take();
    segment.peopleByTerm[field].addSpanTo(word.joined, joined);
    advance(before, [undefined, joined, undefined], found[i + 1]!, sets);
  }
  return found.at(-1) ?? [undefined, undefined, undefined];
}

/**
 * Adds to `after` the spellings that are in `before` and have the next word. The edits of both are added up.
 *
 * @param before absent for the first word; every spelling is meant then
 */
function advance(before: ByEdits | undefined, word: ByEdits, after: Mutable<ByEdits>, sets: BitArena): void {
  for (let edits = 0; edits <= (before ? MAX_NAME_EDITS : 0); edits += 1) {
    const earlier = before?.[edits];
    if (before && !earlier) continue;
    for (let more = 0; edits + more <= MAX_NAME_EDITS; more += 1) {
      const withWord = word[more];
      if (!withWord) continue;
      const into = (after[edits + more] ??= sets.take());
      if (earlier) uniteCommon(into, earlier, withWord);
      else unite(into, withWord);
    }
  }
}

function spellingsWithWord(segment: Segment, field: PersonField, word: SimilarTerms): ByEdits {
  const peopleByTerm = segment.peopleByTerm[field];
  const { peopleSets: sets } = segment;
  const found: Mutable<ByEdits> = [undefined, undefined, undefined];
  const at = (edits: 0 | 1 | 2) => (found[edits] ??= sets.take());
  if (isSomewhere(word.asTyped)) peopleByTerm.addSpanTo(word.asTyped, at(0));
  for (const { place, edits } of word.near) peopleByTerm.addTo(place, at(edits));
  for (const { from, to } of word.begun) peopleByTerm.addRangeTo(from, to, at(EDITS_OF_BEGINNING));
  for (const [left, right] of word.split) addMembers(peopleByTerm, left, right, sets, at(1));
  return found;
}
