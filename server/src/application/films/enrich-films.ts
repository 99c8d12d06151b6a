import { MarqueeError } from '../../domain/errors.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { Findable } from './bulk-import.ts';
import { BulkRewrite, type BulkRewritePorts } from './bulk-rewrite.ts';
import { enrich, type Enrichment } from './enrichment/enriched-film.ts';
import type { EnrichmentSource } from './enrichment/enrichment-source.ts';
import { FilmMatcher, type Match } from './enrichment/film-matcher.ts';

/** The number of films in the catalogue is the sum of `matched`, `ambiguous` and `unmatched`. */
export type EnrichCounts = {
  matched: number;
  /** Matched films whose record has the year before or after that of the film. */
  otherYear: number;
  /** Films that several records match equally well, or whose record matches another film too. */
  ambiguous: number;
  unmatched: number;
  /** Matched films that were written. */
  updated: number;
  /** Matched films that had all values already. */
  unchanged: number;
  /**
   * Matched films that keep at least one attribute as it is, because a person or an import gave its value or a person
   * removed it.
   */
  kept: number;
  /**
   * Matched films that were not written, because they would exceed a limit for films or were changed in the meantime.
   */
  refused: number;
};

export type EnrichListener = {
  /** Receives each film to which one of these outcomes applies, with the reason. */
  onFilm(id: string, outcome: 'ambiguous' | 'unmatched' | 'other-year' | 'kept' | 'refused', reason: string): void;
  /** Called when all files have been read and all films have been matched. Nothing has been written yet. */
  onMatched(counts: Readonly<EnrichCounts>): void;
  /** Called after each batch of films. */
  onProgress(counts: Readonly<EnrichCounts>): void;
};

export type EnrichFilmsPorts = BulkRewritePorts & { readonly films: Pick<FilmRepository, 'scan'> };

/** How many films are read and written together. */
const FILMS_PER_BATCH = 100;

/**
 * Adds values from an external data set to the films of the catalogue. All files are read before the first film is
 * written, so a damaged file changes nothing. It is idempotent: a second run changes nothing, or completes a run that
 * was interrupted. See docs/enrichment.md.
 */
export class EnrichFilms {
  readonly #ports: EnrichFilmsPorts;

  constructor(ports: EnrichFilmsPorts) {
    this.#ports = ports;
  }

  /**
   * No film enters the list of changes. Search finds the new values in the snapshot that is built at the end.
   *
   * @param signal when it aborts, no further write starts
   * @throws MarqueeError `invalid` if a file is damaged or has another format; `not-found` if the catalogue is empty;
   * `upstream-unavailable` when the store or a file fails. Films that were written stay
   */
  async execute(
    source: EnrichmentSource,
    listener: EnrichListener,
    signal?: AbortSignal,
  ): Promise<{ readonly counts: Readonly<EnrichCounts>; readonly findable: Findable }> {
    const matcher = await this.#catalogue();
    await source.read(matcher);
    const counts = noCounts();
    const enrichments = new Map<string, Enrichment>();
    for (const match of matcher.matches()) {
      count(match, counts, listener);
      if (match.outcome !== 'matched') continue;
      const values = source.attributes.map((name) => [name, match.values[name]] as const);
      enrichments.set(match.film, Object.fromEntries(values));
    }
    listener.onMatched(counts);
    const findable = await this.#write(enrichments, counts, listener, signal);
    return { counts, findable };
  }

  async #catalogue(): Promise<FilmMatcher> {
    const matcher = new FilmMatcher();
    for await (const batch of this.#ports.films.scan()) for (const film of batch) matcher.addFilm(film);
    if (matcher.films > 0) return matcher;
    throw new MarqueeError('not-found', 'no-films', 'The catalogue has no films. Import films first.');
  }

  #write(
    enrichments: ReadonlyMap<string, Enrichment>,
    counts: EnrichCounts,
    listener: EnrichListener,
    signal: AbortSignal | undefined,
  ): Promise<Findable> {
    const refuse = (id: string, reason: string) => {
      counts.refused += 1;
      listener.onFilm(id, 'refused', reason);
    };
    return new BulkRewrite(this.#ports).execute(
      batchesOf([...enrichments.keys()], () => {
        listener.onProgress(counts);
      }),
      (id, stored) => {
        const { film, kept, refused } = enrich(stored, enrichments.get(id) ?? {});
        if (refused !== undefined) refuse(id, refused);
        else if (!film) counts.unchanged += 1;
        if (kept.length > 0) {
          counts.kept += 1;
          listener.onFilm(id, 'kept', `keeps its own ${kept.join(', ')}`);
        }
        return film;
      },
      (id, outcome) => {
        if (outcome === 'written') counts.updated += 1;
        else refuse(id, 'was edited or deleted while the command ran; run it again');
      },
      signal,
    );
  }
}

function noCounts(): EnrichCounts {
  return { matched: 0, otherYear: 0, ambiguous: 0, unmatched: 0, updated: 0, unchanged: 0, kept: 0, refused: 0 };
}

function count(match: Match, counts: EnrichCounts, listener: EnrichListener): void {
  counts[match.outcome] += 1;
  if (match.outcome !== 'matched') listener.onFilm(match.film, match.outcome, match.reason);
  else if (match.isOtherYear) {
    counts.otherYear += 1;
    listener.onFilm(match.film, 'other-year', `is ${match.record}, whose year is ${String(match.year)}`);
  }
}

function* batchesOf(ids: readonly string[], onBatch: () => void): Generator<readonly string[]> {
  for (let start = 0; start < ids.length; start += FILMS_PER_BATCH) {
    yield ids.slice(start, start + FILMS_PER_BATCH);
    onBatch();
  }
}
