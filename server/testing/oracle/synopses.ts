import type { QueryText } from '../../src/domain/text/readings.ts';
import { mentionedNames, stemsOfName } from '../../src/domain/text/mentioned-names.ts';
import { stemOf as computeStem, stemsOf } from '../../src/domain/text/stems.ts';
import { allowedTypos } from '../../src/domain/text/typo-rules.ts';
import type { Synonyms } from '../../src/domain/text/synonyms.ts';
import { editDistance } from './edit-distance.ts';
import type { SearchableFilm } from './searchable-film.ts';

/** The films of the snapshot, over which the frequencies of stems are counted, and the synonyms. */
export type Snapshot = { readonly films: readonly SearchableFilm[]; readonly synonyms: Synonyms };

const AVERAGE_LENGTH = 32;
/** The share of the best score that a film must have. */
const SHARE = 0.4;
const FAME_SHARE = 0.5;

/** The stem of each word, computed once, because a property test asks for it thousands of times. */
const STEM_OF = new Map<string, string | undefined>();

function stemOf(term: string): string | undefined {
  if (!STEM_OF.has(term)) STEM_OF.set(term, computeStem(term));
  return STEM_OF.get(term);
}

/** The stems of each film, computed once, because a property test asks for them thousands of times. */
const STEMS = new WeakMap<SearchableFilm, readonly string[]>();

function synopsisStems(film: SearchableFilm): readonly string[] {
  const stems = STEMS.get(film) ?? stemsOf(film.synopsis);
  STEMS.set(film, stems);
  return stems;
}

/** How much a film has of a stem: 0 if it lacks the stem, otherwise more than 0 and less than 1. */
function shareOf(film: SearchableFilm, stem: string): number {
  const { fields } = film;
  const stems = synopsisStems(film);
  const occurrences = stems.filter((one) => one === stem).length;
  const inFields = fields
    .filter(({ terms }) => terms.some((term) => stemOf(term) === stem))
    .reduce((sum, { weight }) => sum + weight, 0);
  const sum = inFields + occurrences / (0.9 + (0.1 * stems.length) / AVERAGE_LENGTH);
  return sum === 0 ? 0 : Math.max(1, Math.round((255 * sum) / (sum + 0.3))) / 255;
}

/** For each film that has a required word of a text, a score from 0 to 1: how much of the text the film has. */
export type Scores = ReadonlyMap<SearchableFilm, number>;

/**
 * The scores of all films (`all`), and of the films that match (`matching`). A film whose score is much lower than the
 * best does not match.
 */
export function synopsisScores(
  current: readonly SearchableFilm[],
  { films, synonyms }: Snapshot,
  { readings, required }: Pick<QueryText, 'readings' | 'required'>,
  isUnknown: (term: string) => boolean,
): { readonly all: Scores; readonly matching: Scores; readonly hasAllWords: boolean } {
  const [{ terms }] = readings;
  const has = (film: SearchableFilm, stem: string) => shareOf(film, stem) > 0;
  const frequency = (stem: string) => films.filter((film) => has(film, stem)).length;
  const idf = (stem: string) => Math.log(1 + (films.length - frequency(stem) + 0.5) / (frequency(stem) + 0.5)) ** 1.2;
  const isKnown = (stem: string) => [...films, ...current].some((film) => has(film, stem));
  const stems = terms.map(stemOf);
  const words = stems.flatMap((stem, i) => {
    if (stem === undefined || stems.slice(0, i).includes(stem)) return [];
    const pairs = [terms.slice(i - 1, i + 1), terms.slice(i, i + 2)].filter((pair) => pair.length === 2);
    const joined = pairs.flatMap((pair) => stemOf(pair.join('')) ?? []).filter(isKnown);
    const own = isKnown(stem) ? idf(stem) : Infinity;
    const neighbours = (synonyms.get(stem) ?? []).filter((other) => frequency(other.stem) > 0);
    const standIns: { stem: string; weight: number }[] = [
      ...(isKnown(stem) ? [{ stem, weight: own }] : []),
      ...neighbours.map((other) => ({
        stem: other.stem,
        weight: 0.7 * (Math.round(other.weight * 255) / 255) * Math.min(own, idf(other.stem)),
      })),
      ...joined.map((other) => ({ stem: other, weight: Math.min(own, idf(other)) })),
    ];
    if (i < 8 && ((standIns.length === 0 && required.length > 1) || isUnknown(terms[i] ?? ''))) {
      for (const other of meantStems(films, terms[i] ?? '', frequency)) {
        const share = other.edits > 1 ? 0.7 : other.edits > 0 ? 0.9 : 1;
        standIns.push({ stem: other.stem, weight: share * idf(other.stem) });
      }
    }
    const isRequired = required.some((word) => stemOf(word) === stem);
    const most = Math.max(0, ...standIns.map(({ weight }) => weight));
    return [{ standIns, isRequired, most }];
  });
  const weight = words.reduce((sum, { most }) => sum + most, 0);
  const hasWord = (film: SearchableFilm, { standIns }: (typeof words)[number]) =>
    standIns.some(({ stem }) => has(film, stem));
  const needed = words.filter(({ isRequired }) => isRequired);
  const scores = current.flatMap((film) => {
    if (!needed.some((word) => hasWord(film, word))) return [];
    const best = words.map(({ standIns }) =>
      Math.max(0, ...standIns.map((one) => (one.weight / weight) * shareOf(film, one.stem))),
    );
    return [[film, best.reduce((sum, value) => sum + value, 0)] as const];
  });
  const hasAllWords = current.some((film) => needed.every((word) => hasWord(film, word)));
  const best = Math.max(0, ...scores.map(([, score]) => score));
  const least = Math.max(1, Math.floor(SHARE * best * 10_000));
  const matching = scores.filter(([, score]) => score * 10_000 >= least);
  return { all: new Map(scores), matching: new Map(matching), hasAllWords };
}

/** The stems that a word with typos may mean: of those with the fewest typos, the three that most films have. */
function meantStems(films: readonly SearchableFilm[], term: string, frequency: (stem: string) => number) {
  const max = allowedTypos(term);
  const all = films.flatMap((film) => [
    ...synopsisStems(film),
    ...film.fields.flatMap(({ terms }) => terms.flatMap((word) => stemOf(word) ?? [])),
  ]);
  const near = [...new Set(all)]
    .map((stem) => ({ stem, edits: editDistance(stemOf(term) ?? '', stem), films: frequency(stem) }))
    .filter(({ edits }) => edits <= max);
  const least = Math.min(...near.map(({ edits }) => edits));
  return near
    .filter(({ edits }) => edits === least && max > 0)
    .sort((a, b) => b.films - a.films || (a.stem < b.stem ? -1 : 1))
    .slice(0, 3);
}

/** The detail of the rank of a film: lower is better. */
export function synopsisDetail(score: number, fame: number): number {
  return Math.round((1 - Math.min(1, (score + FAME_SHARE * (fame / 255)) / (1 + FAME_SHARE))) * 65_535);
}

/** Whether some film has the stem of a word, in its synopsis or in another field. A word without a stem counts as known. */
export function isStemKnown(films: readonly SearchableFilm[], term: string): boolean {
  const stem = stemOf(term);
  return stem === undefined || films.some((film) => shareOf(film, stem) > 0);
}

/** The synopses of at least this many films of the snapshot must mention a name. */
const MIN_MENTIONS = 8;
const MAX_WORDS = 3;

/** The films that mention a text as a name; `undefined` if it is not a name that many synopses mention. */
export function filmsThatMention(
  current: readonly SearchableFilm[],
  { films }: Snapshot,
  { required }: Pick<QueryText, 'required'>,
): readonly SearchableFilm[] | undefined {
  const text = stemsOfName(required);
  if (text.length === 0 || text.length > MAX_WORDS) return undefined;
  const mentions = ({ synopsis }: SearchableFilm) =>
    mentionedNames(synopsis).some((name) => ` ${name.join(' ')} `.includes(` ${text.join(' ')} `));
  return films.filter(mentions).length < MIN_MENTIONS ? undefined : current.filter(mentions);
}
