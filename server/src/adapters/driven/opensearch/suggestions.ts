import type { FilmAttributes, FilmChange } from '../../../domain/film.ts';
import type { PersonField, Suggestion } from '../../../domain/film-query.ts';
import { genreKey, personKey } from '../../../domain/text/keys.ts';
import { IndexedFilmSearch } from '../search-index/indexed-film-search.ts';
import { typedText, type TypedText } from '../search-index/match/query-plan.ts';
import type { FilmRow } from './film-document.ts';
import { changeOf } from './marked-rows.ts';
import { readSpellings, spellingsRequest } from './facets.ts';
import { LIVE, type Clause } from './clauses.ts';
import { withFirstWords } from './film-queries.ts';
import { personLike } from './lenient-queries.ts';
import type { Bucket, SearchAnswer, SearchBody, SearchNode } from './search-node.ts';

/** More people than can be suggested, because those that OpenSearch finds with typos are checked again. */
const MOST_PEOPLE = 24;
const MOST_GENRES = 100;
const MOST_DECADES = 30;

type Person = { readonly key: string; readonly films: Readonly<Record<PersonField, number>> };
type Count = { readonly key: string; readonly films: number };

/**
 * OpenSearch finds the titles, people, genres and decades that may be meant, with their counts. Our own search in memory
 * over these few chooses, so that both engines divide the room between the kinds, and tolerate typos, by the same rules.
 */
export async function suggest(
  node: SearchNode,
  index: string,
  typed: string,
  limit: number,
  titlesLike: (text: TypedText) => Promise<readonly FilmRow[]>,
): Promise<readonly Suggestion[]> {
  const text = withFirstWords(typedText(typed, 'title'));
  if (text.words.length === 0) return [];
  const [titles, [asTyped, withTypos, all]] = await Promise.all([
    titlesLike(text),
    node.searchAll(index, [
      peopleRequest(personLike(text, false)),
      peopleRequest(personLike(text, true)),
      {
        query: LIVE,
        size: 0,
        aggs: {
          genres: { terms: { field: 'genreKeys', size: MOST_GENRES } },
          decades: { terms: { field: 'decade', size: MOST_DECADES } },
        },
      },
    ]),
  ]);
  const exact = peopleIn(asTyped!);
  const people = exact.length > 0 ? exact : peopleIn(withTypos!);
  const genres = countsIn(all!.aggregations['genres']?.buckets);
  const digits = /\d+/.exec(typed)?.[0];
  const decades = countsIn(all!.aggregations['decades']?.buckets).filter(
    ({ key }) => digits !== undefined && key.includes(digits.slice(0, 4)),
  );
  const spellings = readSpellings(
    (
      await node.search(index, {
        query: LIVE,
        size: 0,
        aggs: spellingsRequest(
          new Map([
            ['person', people.map(({ key }) => key)],
            ['genre', genres.map(({ key }) => key)],
          ] as const),
        ),
      })
    ).aggregations,
  );
  const few = new IndexedFilmSearch();
  const found = titles.map(changeOf);
  await few.apply([
    ...found,
    ...standIns(
      people.map(({ key, films }) => ({ key: spellings('person', key), films: most(films) })),
      genres.map(({ key, films }) => ({ key: spellings('genre', key), films })),
      decades,
    ),
  ]);
  const suggested = await few.suggest(typed, limit);
  return suggested.flatMap((one) => counted(one, people, genres, decades));
}

/** A suggestion with the number of films that the whole catalogue has; none if there is no such film. */
function counted(
  one: Suggestion,
  people: readonly Person[],
  genres: readonly Count[],
  decades: readonly Count[],
): readonly Suggestion[] {
  if (one.kind === 'title') return [one];
  if (one.kind === 'person') {
    const person = people.find(({ key }) => key === personKey(one.text));
    if (!person) return [];
    const { films } = person;
    return [{ ...one, films: most(films), field: films.director > films.cast ? 'director' : 'cast' }];
  }
  const key = one.kind === 'genre' ? genreKey(one.text) : String(one.firstYear);
  const found = (one.kind === 'genre' ? genres : decades).find((each) => each.key === key);
  return found ? [{ ...one, films: found.films }] : [];
}

const most = ({ cast, director }: Person['films']) => Math.max(cast, director);

const change = (id: string, attributes: FilmAttributes): FilmChange => ({ id, version: 1, changedAtMs: 0, attributes });

/** No text is typed that finds this title. */
const UNFINDABLE = '\u2022';

/**
 * Films that stand for the people, genres and decades. The n-th rarest of each kind has n of them, so that they have the
 * order that they have in the whole catalogue.
 */
function standIns(people: readonly Count[], genres: readonly Count[], decades: readonly Count[]): FilmChange[] {
  const rarest = (counts: readonly Count[]) => counts.toSorted((a, b) => a.films - b.films);
  const [names, kinds, years] = [rankedBy(rarest(people)), rankedBy(rarest(genres)), rarest(decades)];
  const films: FilmChange[] = [];
  const year = Number(years[0]?.key ?? 2000);
  const hasDecades = years.length > 0;
  for (let n = 0; n < Math.max(names.most, kinds.most); n += 1) {
    films.push(
      change(`~${String(n)}`, {
        title: UNFINDABLE,
        year: hasDecades ? year : 2000,
        cast: names.of(n),
        genres: kinds.of(n),
      }),
    );
  }
  // The films above are of the rarest decade.
  const inRarest = films.length;
  for (const [rank, { key }] of years.entries()) {
    const count = rank === 0 ? 1 : inRarest + rank + 1;
    for (let n = 0; n < count; n += 1) {
      films.push(change(`~${key}-${String(n)}`, { title: UNFINDABLE, year: Number(key) }));
    }
  }
  return films;
}

/** Those with the same count have the same rank. */
function rankedBy(counts: readonly Count[]) {
  let rank = 0;
  const ranks = counts.map(({ films }, i) => (i > 0 && counts[i - 1]!.films < films ? (rank += 1) : rank));
  return {
    most: counts.length === 0 ? 0 : rank + 1,
    of: (n: number) => counts.filter((_, i) => ranks[i]! >= n).map(({ key }) => key),
  };
}

function countsIn(buckets: readonly Bucket[] = []): Count[] {
  return buckets.map(({ key, doc_count: films }) => ({ key, films }));
}

function peopleRequest(like: Clause): SearchBody {
  return {
    query: { bool: { filter: [LIVE, { nested: { path: 'names', query: like, score_mode: 'none' } }] } },
    size: 0,
    aggs: {
      names: {
        nested: { path: 'names' },
        aggs: {
          like: {
            filter: like,
            aggs: {
              keys: {
                terms: { field: 'names.key', size: MOST_PEOPLE },
                aggs: { fields: { terms: { field: 'names.field' }, aggs: { films: { reverse_nested: {} } } } },
              },
            },
          },
        },
      },
    },
  };
}

type PeopleAnswer = {
  readonly like: {
    readonly keys: {
      readonly buckets: readonly {
        readonly key: string;
        readonly fields: {
          readonly buckets: readonly { readonly key: string; readonly films: { readonly doc_count: number } }[];
        };
      }[];
    };
  };
};

function peopleIn({ aggregations }: SearchAnswer): Person[] {
  const { like } = aggregations['names'] as unknown as PeopleAnswer;
  return like.keys.buckets.map(({ key, fields }) => {
    const count = (field: PersonField) => fields.buckets.find((bucket) => bucket.key === field)?.films.doc_count ?? 0;
    return { key, films: { cast: count('cast'), director: count('director') } };
  });
}
