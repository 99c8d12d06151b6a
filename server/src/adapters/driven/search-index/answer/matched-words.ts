import type { MatchedWord } from '../../../../domain/film-query.ts';
import { joinInitials, personKey } from '../../../../domain/text/keys.ts';
import { allowedTypos, MAX_MISSPELT_WORDS } from '../../../../domain/text/typo-rules.ts';
import type { Leniency } from '../match/word-finder.ts';
import type { QueryWord, TypedText } from '../match/query-plan.ts';
import { isAlternative } from '../match/alternative-match.ts';
import { aboutOf, type RankName } from '../match/ranks.ts';
import { mayBeginFact } from '../match/spans.ts';
import { forgivableWords } from '../match/unknown-words.ts';
import { isNearPrefix, splitsInto, typosBetween } from '../match/word-likeness.ts';
import { wordsOfFilm, type FilmTexts, type FilmWord } from './film-words.ts';
import { inWholeTitle } from './whole-title-words.ts';

type Likeness = Omit<MatchedWord, 'word'>;
/** A way in which a film has a word. The closest candidate has the lowest cost. */
type Candidate = { readonly cost: number; readonly likeness: Likeness };

/** The cost of one typo. It is more than the cost of any difference without a typo. */
const TYPO = 10;
const COSTS = { exact: 0, equivalent: 1, prefix: 2, joined: 3, split: 4 } as const;

/**
 * How a film has each word of a text, by the rules for texts and for typos. If it has a word in several ways, the way
 * with the fewest typos counts, and among those the one in the first field.
 *
 * @param rule why the film matches, if that is known. Words are looked up first in the part of the film that the rule
 * is about.
 * @param leniency where typos are tolerated; if absent, nowhere
 */
export function matchWords(
  text: TypedText,
  film: FilmTexts,
  rule: RankName | undefined,
  leniency: Leniency | undefined,
): MatchedWord[] {
  const all = wordsOfFilm(film, text.scope);
  const tolerated = rule !== undefined && TOLERANT.includes(rule) ? EVERYWHERE : leniency;
  const whole = rule && wholeTitleOf(rule, film, text);
  const first = rule === undefined ? all : wordsNamedBy(rule, whole?.place.name, all, text, tolerated);
  return text.words.map(({ term }, place) => {
    const likeness =
      closest(text, place, first, tolerated) ??
      (whole && { ...inWholeTitle(text, term, whole.text, rule === 'title-typo'), ...whole.place }) ??
      closest(text, place, all, leniency);
    return { word: term, ...(likeness ?? { how: 'missing' }) };
  });
}

/** Rules that are about a title or a name in another spelling. Typos are then tolerated in every word. */
const TOLERANT: readonly RankName[] = ['title-typo', 'title-start-respelt', 'name-typo'];
const EVERYWHERE: Leniency = { forgiven: forgivableWords(MAX_MISSPELT_WORDS), begun: 'nowhere' };

const WHOLE_TITLE = ['title-respelt', 'title-shortened', 'title-start-respelt', 'title-typo'] as const;

type WholeTitle = { readonly text: string; readonly place: Pick<Likeness, 'field' | 'name'> };

/** The title that a rule compares without spaces. A word of the text is then not always a word of this title. */
function wholeTitleOf(rule: RankName, film: FilmTexts, text: TypedText): WholeTitle | undefined {
  if ((WHOLE_TITLE as readonly RankName[]).includes(rule)) return { text: film.title, place: { field: 'title' } };
  if (rule !== 'alternative-title') return undefined;
  const title = film.alternativeTitles.find((one) => isAlternative(one, text));
  return title === undefined ? undefined : { text: title, place: { field: 'alternativeTitle', name: title } };
}

/**
 * The words of the part of the film that a rule is about.
 *
 * @param whole the alternative title that is the text
 */
function wordsNamedBy(
  rule: RankName,
  whole: string | undefined,
  all: readonly FilmWord[],
  text: TypedText,
  leniency: Leniency | undefined,
): readonly FilmWord[] {
  const inTitle = all.filter(({ field }) => field === 'title');
  const alternatives = partsOf(all.filter(({ field }) => field === 'alternativeTitle'));
  const about = aboutOf(rule);
  const hasAll = (words: readonly FilmWord[]) =>
    text.words.every((_, place) => closest(text, place, words, leniency) !== undefined);
  if (about === 'title') return inTitle;
  if (about === 'alternative-title')
    return alternatives.find(([first]) => first!.name === whole) ?? alternatives.find(hasAll) ?? all;
  if (about === 'film' && !leniency) return all;
  const key = joinInitials(text.nameTerms).join(' ');
  const names = partsOf(all.filter(({ field }) => field === 'cast' || field === 'director'));
  const named = names.find(([first]) => personKey(first!.name!) === key);
  // If typos are tolerated, the words are probably those of one title or one name.
  return named ?? (leniency ? [inTitle, ...alternatives, ...names] : names).find(hasAll) ?? all;
}

/** The words, grouped by the name or the alternative title that they are part of. */
function partsOf(words: readonly FilmWord[]): FilmWord[][] {
  return [...Map.groupBy(words, ({ name }) => name).values()];
}

function closest(
  text: TypedText,
  place: number,
  words: readonly FilmWord[],
  leniency: Leniency | undefined,
): Likeness | undefined {
  let best: Candidate | undefined;
  const offer = (cost: number, likeness: Likeness) => {
    if (!best || cost < best.cost) best = { cost, likeness };
  };
  for (const word of words) offerAsTyped(text, place, word, offer);
  if (!leniency) return best?.likeness;
  offerMistyped(text, place, words, leniency, offer);
  // Looking for two words takes the longest. It is not needed if the film has the word in a way that costs no more.
  if (isForgiven(place, leniency) && !isAtMost(best, TYPO + COSTS.split)) offerSplit(text.words[place]!, words, offer);
  return best?.likeness;
}

function isAtMost(best: Candidate | undefined, cost: number): boolean {
  return best !== undefined && best.cost <= cost;
}

function isForgiven(place: number, { forgiven }: Leniency): boolean {
  return place < MAX_MISSPELT_WORDS && ((forgiven >>> place) & 1) === 1;
}

type Offer = (cost: number, likeness: Likeness) => void;

function offerAsTyped({ words }: TypedText, place: number, word: FilmWord, offer: Offer): void {
  const { term, isUnfinished } = words[place]!;
  if (word.term === term) {
    const how = word.isWritten ? 'exact' : 'equivalent';
    offer(COSTS[how], { how, ...placeOf(word) });
  } else if (isUnfinished && word.term.startsWith(term) && mayBegin(term, word)) {
    offer(COSTS.prefix, { how: 'prefix', ...placeOf(word) });
  }
}

function mayBegin(term: string, { field }: FilmWord): boolean {
  return (field !== 'genre' && field !== 'year') || mayBeginFact(term);
}

/** Tolerates the same typos as {@link LenientMatch}, in the same order of preference. */
function offerMistyped(
  { words: typed }: TypedText,
  place: number,
  words: readonly FilmWord[],
  leniency: Leniency,
  offer: Offer,
): void {
  const { term, isUnfinished } = typed[place]!;
  const joinedAt = (at: number) => {
    const [left, right] = [typed[at], typed[at + 1]];
    const mayBeJoined = at < MAX_MISSPELT_WORDS && (isForgiven(at, leniency) || isForgiven(at + 1, leniency));
    return left && right && mayBeJoined
      ? { term: left.term + right.term, isUnfinished: right.isUnfinished }
      : undefined;
  };
  const isJoined = (word: string, joined: QueryWord | undefined) =>
    joined && (word === joined.term || (joined.isUnfinished && word.startsWith(joined.term)));
  const [before, after] = [joinedAt(place - 1), joinedAt(place)];
  for (const word of words) {
    if (isJoined(word.term, before)) offer(COSTS.joined, { how: 'joined', ...placeOf(word) });
    if (isJoined(word.term, after)) offer(TYPO + COSTS.joined, { how: 'joined', ...placeOf(word) });
    if (!isForgiven(place, leniency) || allowedTypos(term) === 0) continue;
    const edits = typosBetween(term, word.term);
    if (edits > 0 && edits <= allowedTypos(term)) offer(edits * TYPO, { how: 'typo', ...placeOf(word), edits });
    else if (isUnfinished && mayBeBegun(word, leniency) && isNearPrefix(term, word.term)) {
      offer(2 * TYPO + COSTS.prefix, { how: 'prefix', ...placeOf(word), edits: 1 });
    }
  }
}

function mayBeBegun({ field }: FilmWord, { begun }: Leniency): boolean {
  return begun === 'anywhere' || (begun === 'title' && (field === 'title' || field === 'alternativeTitle'));
}

/** Offers two words that were typed as one. Both must be in the title, both in alternative titles, or both in names. */
function offerSplit({ term, isUnfinished }: QueryWord, words: readonly FilmWord[], offer: Offer): void {
  const inTitle = words.filter(({ field }) => field === 'title');
  const inAlternatives = words.filter(({ field }) => field === 'alternativeTitle');
  const inNames = words.filter(({ field }) => field === 'cast' || field === 'director');
  for (const some of [inTitle, ...partsOf(inAlternatives), inAlternatives, ...partsOf(inNames), inNames]) {
    const terms = some.map((word) => word.term);
    const parts = splitsInto(term, terms, isUnfinished && some === inTitle).slice(0, 2);
    const [left, right] = parts.map((part) => some.find((word) => word.term === part));
    if (!left || !right) continue;
    const { field, name } = left;
    const place = name === right.name ? placeOf(left) : { field };
    offer(TYPO + COSTS.split, { ...place, how: 'split', text: `${left.text} ${right.text}` });
  }
}

function placeOf({ field, text, name }: FilmWord): Pick<Likeness, 'field' | 'text' | 'name'> {
  return { field, text, ...(name !== undefined && { name }) };
}
