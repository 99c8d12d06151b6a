import { summariseFilm, type Film, type FilmSummary } from '../../../server/src/domain/film.ts';
import { termsOf, titleKey } from '../../../server/src/domain/fold-text.ts';
import { nameWords, titleWords } from '../found-words.ts';

/** A film with its texts folded as Marquee folds them: every engine gets the same words. */
export type PreparedFilm = {
  readonly summary: FilmSummary;
  readonly key: string;
  readonly title: string;
  readonly names: readonly string[];
  /** Words that the title, and that all names together, are found by. */
  readonly titleWords: string;
  readonly nameWords: string;
  readonly genres: string;
};

/** Films in the order of ties, newest first, so that a row number is a rank: the kindest layout for any static index. */
export async function newestFirst(films: AsyncIterable<readonly Film[]>): Promise<PreparedFilm[]> {
  const prepared: PreparedFilm[] = [];
  for await (const batch of films) prepared.push(...batch.map(prepare));
  return prepared.sort((a, b) => b.summary.year - a.summary.year || (a.key < b.key ? -1 : 1));
}

function prepare({ id, attributes }: Film): PreparedFilm {
  const summary = summariseFilm(id, attributes);
  return {
    summary,
    key: titleKey(summary.title),
    title: termsOf(summary.title).join(' '),
    names: summary.cast.map((name) => termsOf(name).join(' ')),
    titleWords: titleWords(summary.title).join(' '),
    nameWords: summary.cast.flatMap(nameWords).join(' '),
    genres: summary.genres.flatMap(termsOf).join(' '),
  };
}
