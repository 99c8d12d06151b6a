import { stemsOfName } from '../../../../domain/text/mentioned-names.ts';
import { addBit, countBits, forEachBit, intersect, unite } from '../structures/bits.ts';
import { KnownTerms } from './known-terms.ts';
import type { Place } from './place.ts';
import type { TypedText } from './query-plan.ts';
import { rankNumber } from './ranks.ts';
import type { Reach, SegmentMatch, TextMatch } from './reach.ts';
import { ALL_WORDS_RANKS } from './strict-match.ts';
import { stemsIn, SynopsisMatch, synopsisQuery, type SynopsisQuery } from './synopsis-match.ts';
import { Ranking, titlesThatStart, type RankedFilms } from './title-match.ts';

/** If at least this many films have a name in the title or as a full name, synopses are not searched for it. */
const ENOUGH_FILMS = 10;

/** Whether many synopses mention the text as a name, and few films have it in the title or as the full name of a person. */
export function isMentionedName(places: readonly Place[], text: TypedText): boolean {
  if (text.scope !== 'all' || places[0]?.segment.knownNames.has(nameIn(text)) !== true) return false;
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
  const known = KnownTerms.of(places, text, given?.known);
  const query = synopsisQuery(places[0]!.segment, text, known);
  if (!query) return found;
  const name = nameIn(text);
  return {
    ...found,
    segments: found.segments.map((match, i) => withMentions(match, places[i]!, name, query)),
    reach: { ...found.reach, kind: 'named', known: known.text },
    stems: stemsIn(query),
  };
}

function withMentions(match: SegmentMatch, place: Place, name: readonly string[], query: SynopsisQuery): SegmentMatch {
  const { segment, films } = match;
  const titles = [...match.titles, ...filmsByRank(place)].sort((a, b) => a.rank - b.rank);
  const mentions = segment.filmSets.take();
  segment.knownNames.addFilmsWith(name, mentions);
  intersect(mentions, segment.live);
  forEachBit(mentions, (film) => {
    films.add(film);
  });
  return { ...match, total: films.count(), titles, synopses: new SynopsisMatch(segment, query, mentions) };
}

function nameIn({ words }: TypedText): string[] {
  return stemsOfName(words.map(({ term }) => term));
}

/**
 * How many films have one of these: all words in the title; the text, in any spelling, as the title or an alternative title;
 * a person with the text as the full name of two words or more.
 */
function countNamed({ titles, strict, segment }: Place): number {
  const named = segment.filmSets.copyOf(strict.filmsOfRank('title-words-unfinished')!);
  const people = strict.filmsOfRank('full-name');
  if (people) {
    intersect(people, segment.live);
    unite(named, people);
  }
  for (const { films } of titles) for (const film of films) addBit(named, film);
  return countBits(named);
}

/** The films that have all words in their fields. */
function filmsByRank({ segment, strict, preference }: Place): readonly RankedFilms[] {
  const ranking = new Ranking();
  const left = strict.films.copy();
  for (const name of ALL_WORDS_RANKS) {
    const films = strict.filmsOfRank(name);
    if (!films) continue;
    left.takeEach(films, (film) => {
      ranking.add(rankNumber(name, preference.levelOf(film)), film);
      return true;
    });
  }
  return [...titlesThatStart(segment, strict.text, strict.films.bits), ...ranking.sorted()];
}
