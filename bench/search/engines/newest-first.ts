import { summariseFilm, type Film, type FilmSummary } from '../../../server/src/domain/film.ts';
import { termsOf, titleKey } from '../../../server/src/domain/text/fold-text.ts';
import { nameWords, titleWords, yearWords } from '../found-words.ts';

/** A film whose texts are folded as Marquee folds them, so that every engine gets the same words. */
export type PreparedFilm = {
  readonly summary: FilmSummary;
  readonly key: string;
  readonly title: string;
  readonly names: readonly string[];
  /** The words that find a film by its title (`titleWords`), and the words that find it by its names. */
  readonly titleWords: string;
  readonly nameWords: string;
  readonly genres: string;
  readonly yearWords: string;
};

/** Films in tie-break order, newest first, so that a row number is a rank. No layout suits a static index better. */
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
    yearWords: yearWords(summary.year).join(' '),
  };
}
