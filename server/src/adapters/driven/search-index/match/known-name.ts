import { squashedForms, squashedPhrases } from '../../../../domain/text/squashed-forms.ts';
import { addBit, countBits, forEachBit, intersect, subtract, unite, type Bits } from '../structures/bits.ts';
import { KnownTerms } from './known-terms.ts';
import type { Segment } from '../store/segment.ts';
import type { Place } from './place.ts';
import type { TypedText } from './query-plan.ts';
import { rankNumber } from './ranks.ts';
import type { Reach, SegmentMatch, TextMatch } from './reach.ts';
import { ALL_WORDS_RANKS, type StrictMatch } from './strict-match.ts';
import { stemsIn, SynopsisMatch, synopsisQuery } from './synopsis-match.ts';
import { Ranking, titlesThatStart, type RankedFilms } from './title-match.ts';

/** If at least this many films have a name in the title or as a full name, synopses are not searched for it. */
const ENOUGH_FILMS = 10;

/**
 * If more titles than this have the words, they are not read, and none of them counts as having the words apart. A name
 * is in fewer than {@link ENOUGH_FILMS} titles, but a forged cursor can call any text a name: 12,000 crafted titles took
 * 5.7 s.
 */
const MOST_TITLES_READ = 100;

/**
 * If the films that mention a name are at least this many times as many as the films that have a person of this name,
 * the films that mention it are more likely meant. Stephen King plays in or directs 6 films, and 61 mention him, mostly
 * because he wrote the book.
 */
const MENTIONS_OF_MAKER = 4;

/** Whether many synopses mention the text as a name, and few films have it in the title or as the full name of a person. */
export function isMentionedName(places: readonly Place[], text: TypedText): boolean {
  if (text.scope !== 'all' || places[0]?.segment.knownNames.has(nameIn(text)) !== true) return false;
  // Most words that are names are in many titles too. Counting these titles needs no other set.
  if (places.reduce((sum, { strict }) => sum + strict.countTitles(), 0) >= ENOUGH_FILMS) return false;
  return places.reduce((sum, place) => sum + countNamed(place), 0) < ENOUGH_FILMS;
}

/**
 * Adds the films that mention a name in the synopsis to those that have all words in other fields: "james bond". The score
 * of the synopses orders them.
 *
 * @param found the films that have all words in their fields, and those whose whole title is the text
 */
export function addMentions(
  found: TextMatch,
  places: readonly Place[],
  text: TypedText,
  given: Reach | undefined,
): TextMatch {
  const known = new KnownTerms(places, text, given?.known);
  const query = synopsisQuery(places[0]!.segment, text, known);
  if (!query) return found;
  const name = nameIn(text);
  const mentions = places.map(({ segment }) => filmsThatMention(segment, name));
  const kind = given?.kind ?? (isMaker(places, mentions) ? 'maker' : 'named');
  return {
    ...found,
    segments: found.segments.map((match, i): SegmentMatch => {
      const { segment, films } = match;
      const titles = [...match.titles, ...filmsByRank(places[i]!, kind === 'maker')].sort((a, b) => a.rank - b.rank);
      forEachBit(mentions[i]!, (film) => {
        films.add(film);
      });
      return {
        ...match,
        total: films.count(),
        titles,
        synopses: new SynopsisMatch(segment, query, { mentions: mentions[i] }),
      };
    }),
    reach: { ...found.reach, kind, known: known.digits },
    stems: stemsIn(query),
  };
}

function filmsThatMention(segment: Segment, name: readonly string[]): Bits {
  const films = segment.filmSets.take();
  segment.knownNames.addFilmsWith(name, films);
  intersect(films, segment.live);
  return films;
}

function isMaker(places: readonly Place[], mentions: readonly Bits[]): boolean {
  const named = places.reduce((sum, place) => sum + countOf(filmsWithFullName(place)), 0);
  return named > 0 && mentions.reduce((sum, films) => sum + countBits(films), 0) >= MENTIONS_OF_MAKER * named;
}

function nameIn({ words }: TypedText): string[] {
  return words.map(({ term }) => term);
}

/**
 * How many films have one of these: all words in the title; the text, in any spelling, as the title or an alternative title;
 * a person with the text as the full name of two words or more.
 */
function countNamed(place: Place): number {
  const { titles, strict, segment } = place;
  const named = segment.filmSets.copyOf(strict.filmsOfRank('title-words-unfinished')!);
  const called = filmsWithFullName(place);
  if (called) unite(named, called);
  for (const { films } of titles) for (const film of films) addBit(named, film);
  return countBits(named);
}

function countOf(films: Bits | undefined): number {
  return films ? countBits(films) : 0;
}

/**
 * The current films that have a person with the text as the full name of two words or more. `undefined` if nobody has
 * this name.
 */
function filmsWithFullName({ strict, segment }: Place): Bits | undefined {
  const films = strict.filmsOfRank('full-name');
  if (films) intersect(films, segment.live);
  return films;
}

/**
 * The films that have all words in the title, but not one after the other. The words are then not the name: The Fast and
 * the Furious counts as a film of "fast and furious" only if its synopsis mentions this name.
 */
function filmsWithWordsApart({ filmSets, films }: Segment, strict: StrictMatch): Bits {
  const apart = filmSets.take();
  const name = nameIn(strict.text);
  if (name.length === 1 || strict.countTitles() > MOST_TITLES_READ) return apart;
  const phrases = squashedPhrases(name);
  forEachBit(strict.filmsOfRank('title-words-unfinished')!, (film) => {
    const forms = squashedForms(films.titleOf(film));
    if (!forms.some((form) => phrases.some((phrase) => form.includes(phrase)))) addBit(apart, film);
  });
  return apart;
}

/**
 * The films that have all words in their fields.
 *
 * @param isMaker whether a person with this full name counts only as a person with all words in the name, so that the
 * films that mention the name come first
 */
function filmsByRank({ segment, strict, preference }: Place, isMaker: boolean): readonly RankedFilms[] {
  const ranking = new Ranking();
  const left = strict.films.copy();
  const apart = filmsWithWordsApart(segment, strict);
  for (const name of ALL_WORDS_RANKS) {
    if (isMaker && name === 'full-name') continue;
    const films = strict.filmsOfRank(name);
    if (!films) continue;
    const some = segment.filmSets.copyOf(films);
    if (name === 'title-words' || name === 'title-words-unfinished') subtract(some, apart);
    left.takeEach(some, (film) => {
      ranking.add(rankNumber(name, preference.levelOf(film)), film);
      return true;
    });
  }
  return [...titlesThatStart(segment, strict.text, strict.films.bits), ...ranking.sorted()];
}
