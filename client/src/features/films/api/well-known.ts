import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { FilmSummary, SearchResult } from '../../../lib/api-types.gen.ts';
import type { FacetCount } from './catalogue.ts';

/** The films of a decade; `decade` is absent if they are from any decade. */
export type Shelf = { readonly decade?: string; readonly count: number; readonly films: readonly FilmSummary[] };

/** Films are drawn from this many best-known films. Those drawn are shown in the order of their fame. */
const DRAWN_FROM = 48;
const SHOWN = 12;
const DECADES = 2;
/** A decade with fewer films would make a poor row. */
const MIN_FILMS = 6;
/** “Surprise me” opens one of this many best-known films of a decade. Less famous films would disappoint. */
const SURPRISES = 100;

/**
 * Random numbers from 0 to 1 that decide which films are drawn. They change only when the user shuffles. So the same
 * films are shown after Back, and after an edit, which loads everything again.
 */
let lot = newLot();

export function drawAgain(): void {
  lot = newLot();
}

/** Well-known films of all decades, and of a few decades. */
export function wellKnownQuery(decades: readonly FacetCount[]) {
  return queryOptions({
    queryKey: ['films', 'well-known'] as const,
    queryFn: async ({ signal }): Promise<readonly Shelf[]> => {
      const drawn = draw(
        decades.filter(({ count }) => count >= MIN_FILMS),
        DECADES,
      ).sort((a, b) => Number(b.value) - Number(a.value));
      const [any, ...ofDecades] = await Promise.all([
        fetchBestKnown(undefined, DRAWN_FROM, signal),
        ...drawn.map(({ value }) => fetchBestKnown(value, DRAWN_FROM, signal)),
      ]);
      const first = draw(any, SHOWN);
      const isNew = ({ id }: FilmSummary) => !first.some((film) => film.id === id);
      return [
        { count: 0, films: first },
        ...drawn.map(({ value, count }, index) => {
          return { decade: value, count, films: draw((ofDecades[index] ?? []).filter(isNew), SHOWN) };
        }),
      ];
    },
    enabled: decades.length > 0,
    staleTime: Infinity,
  });
}

/**
 * One of the best-known films of any decade. All decades are equally likely.
 *
 * @returns a film that is not to be left out, if there is one, otherwise any; `undefined` if the decade has no films
 */
export async function fetchSurprise(
  decades: readonly FacetCount[],
  leaveOut: readonly FilmSummary[],
): Promise<FilmSummary | undefined> {
  const decade = pick(decades.map(({ value }) => value));
  const films = await fetchBestKnown(decade, SURPRISES);
  const others = films.filter(({ id }) => !leaveOut.some((film) => film.id === id));
  return pick(others.length > 0 ? others : films);
}

async function fetchBestKnown(
  decade: string | undefined,
  limit: number,
  signal?: AbortSignal,
): Promise<readonly FilmSummary[]> {
  const first = Number(decade);
  const { items } = await getJson<SearchResult>(
    '/v1/films',
    { items: 'array' },
    {
      query: { sort: '-fame', limit, ...(decade !== undefined && { yearFrom: first, yearTo: first + 9 }) },
      ...(signal && { signal }),
    },
  );
  return items;
}

/** Draws some of the values, and keeps their order. */
function draw<T>(values: readonly T[], count: number): T[] {
  const chosen = values
    .map((_, index) => ({ index, at: lot[index % lot.length] ?? 0 }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ index }) => index);
  return values.filter((_, index) => chosen.includes(index));
}

function pick<T>(values: readonly T[]): T | undefined {
  return values[Math.floor(Math.random() * values.length)];
}

function newLot(): readonly number[] {
  return Array.from({ length: DRAWN_FROM }, () => Math.random());
}
