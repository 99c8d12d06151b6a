import { MIN_BEGUN_LETTERS } from '../../../../domain/text/typo-rules.ts';
import type { Segment } from '../store/segment.ts';
import { hasWordsInNames, namesWithTypo } from './name-typos.ts';
import { lookUp, strictSegment, withTitles, type Place } from './place.ts';
import type { TypedText } from './query-plan.ts';
import { EXACT, NOT_OPENED, SIMILAR, type Reach, type TextMatch } from './reach.ts';
import { addMentions, isMentionedName } from './known-name.ts';
import { rankOf } from './ranks.ts';
import { matchWithSynopses } from './synopsis-reach.ts';
import { MOST_RESPELT_KEYS, respeltKeys, titlesAfter, titlesWithTypos } from './title-match.ts';

/** If some films have all words, only titles that are very similar to the text are added to them. */
const SLIGHT = { mostEdits: 1, sameWords: true } as const;

/**
 * Gathers the films that match a text from all segments. Filters play no part in it. Otherwise the choice of a facet's
 * value could change the reach, and so the matched films. More or fewer films would then be left than the value counts.
 *
 * @param reach the reach of the first page, if this is a later page
 */
export function matchText(segments: readonly Segment[], text: TypedText, reach: Reach | undefined): TextMatch {
  const places = segments.map((segment) => lookUp(segment, text));
  if (reach?.synopses === NOT_OPENED) {
    const found = matchWords(places, text, { ...reach, synopses: 0 });
    return { ...found, isPartial: true, reach };
  }
  const found = matchMentionsOrWords(places, text, reach);
  if (reach || !found.lacksSynopses) return found;
  return { ...found, reach: { ...found.reach, synopses: NOT_OPENED } };
}

/** Like {@link matchText}, but typos and missing words are not tolerated, and synopses are not searched. */
export function matchLiterally(segments: readonly Segment[], text: TypedText, reach: Reach | undefined): TextMatch {
  return matchExactly(
    segments.map((segment) => lookUp(segment, text)),
    text,
    reach,
  );
}

function matchMentionsOrWords(places: readonly Place[], text: TypedText, reach: Reach | undefined): TextMatch {
  if (reach ? reach.kind !== 'named' && reach.kind !== 'maker' : !isMentionedName(places, text))
    return matchWords(places, text, reach);
  if (!places[0]?.segment.synopses) return { ...matchWords(places, text, reach), lacksSynopses: true };
  return addMentions(matchExactly(places, text, reach), places, text, reach);
}

function matchWords(places: readonly Place[], text: TypedText, reach: Reach | undefined): TextMatch {
  switch (reach?.kind ?? neededKind(places, text)) {
    case 'exact':
    case 'named':
    case 'maker':
      return matchExactly(places, text, reach);
    case 'similar':
    case 'similar-or-name':
      return matchSimilar(places, text, reach);
    case 'lenient':
      return matchWithSynopses(places, text, reach);
  }
}

/**
 * The films that have all words, those whose title is the text in some spelling, and those whose title begins with such
 * a title.
 */
function matchExactly(places: readonly Place[], text: TypedText, given: Reach | undefined): TextMatch {
  // A forged cursor may repeat a key 1,000 times. Each repetition would add all films whose titles begin with it again.
  const respelt = distinct(
    given
      ? given.respelt.split('\n').filter((key) => key !== '')
      : places.flatMap(({ segment, titles }) => respeltKeys(segment, text, titles)),
  );
  return {
    isPartial: false,
    reach: { ...EXACT, respelt: respelt.join('\n') },
    segments: places.map((place) => strictSegment(place, withTitles(place, titlesAfter(place.segment, respelt)))),
  };
}

/** Each key once, and not more keys than a cursor may have. */
function distinct(keys: readonly string[]): readonly string[] {
  return keys.length < 2 ? keys : [...new Set(keys)].slice(0, MOST_RESPELT_KEYS);
}

/** If more films than this have all words in different fields, the text was probably typed as it was meant. */
const MOST_COINCIDENCES = 20;

/**
 * If few films have all words, and none has them in the title or in one name, people whose name has one typo are included.
 * "nicholas cage" is Nicolas Cage, although Renfield has Nicholas Hoult and Nicolas Cage.
 */
function matchSimilar(places: readonly Place[], text: TypedText, given: Reach | undefined): TextMatch {
  const mayBeName = given
    ? given.kind === 'similar-or-name'
    : text.scope === 'all' &&
      text.words.length > 1 &&
      text.words.at(-1)!.term.length >= MIN_BEGUN_LETTERS &&
      !places.some(({ strict }) => strict.hasTitleOrName()) &&
      places.reduce((sum, { strict }) => sum + strict.total, 0) <= MOST_COINCIDENCES &&
      places.every(({ segment, spans, strict }) => hasWordsInNames(segment, spans, strict));
  const segments = places.map((place) => {
    const { segment } = place;
    const titles = titlesWithTypos(segment, text, SLIGHT);
    return strictSegment(place, withTitles(place, mayBeName ? [...titles, ...namesWithTypo(segment, text)] : titles));
  });
  return { isPartial: false, reach: mayBeName ? { ...SIMILAR, kind: 'similar-or-name' } : SIMILAR, segments };
}

function neededKind(places: readonly Place[], text: TypedText): Reach['kind'] {
  let best = Infinity;
  for (const { titles } of places) for (const { rank } of titles) best = Math.min(best, rank);
  const hasWholeTitle = best < Infinity;
  if (hasWholeTitle && rankOf(best).name !== 'alternative-title') return 'exact';
  // An alternative title must not hide a film that is found without it: "dark night" is an alternative title, but may
  // also mean The Dark Knight.
  if (!places.some(({ strict }) => strict.total > 0)) return hasWholeTitle ? 'exact' : 'lenient';
  if (!places.some(({ strict }) => strict.hasTitleOrName())) return 'similar';
  // Other titles have the words "dark night", but The Dark Knight may be meant too. A single word, or an unfinished
  // one, is similar to too many titles.
  const mayHaveTypo = text.terms.length > 1 && places.some(({ strict }) => strict.hasTitle());
  return mayHaveTypo ? 'similar' : 'exact';
}
