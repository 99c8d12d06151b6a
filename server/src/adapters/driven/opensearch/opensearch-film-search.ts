import { checkAttributes, type DeclaredAttributes } from '../../../domain/declared-attributes.ts';
import { isMarqueeError } from '../../../domain/errors.ts';
import type { FilmSummary } from '../../../domain/film.ts';
import {
  PERSON_FIELDS,
  type FilmQuery,
  type Highlight,
  type Person,
  type Suggestion,
} from '../../../domain/film-query.ts';
import { personKey } from '../../../domain/text/keys.ts';
import { NO_SYNONYMS, type Synonyms } from '../../../domain/text/synonyms.ts';
import type { FilmSearch, IndexAnswer } from '../../../ports/film-search.ts';
import { planQuery, type QueryPlan } from '../search-index/match/query-plan.ts';
import { isPersonField, recordOf } from '../search-index/columns/fields.ts';
import { facetRequests, facetsOf, readSpellings, spellingsRequest, type Spellings } from './facets.ts';
import { any, best, LIVE, scored, type Clause } from './clauses.ts';
import { filtersOf, keysField } from './film-filters.ts';
import { preferring, withFirstWords } from './film-queries.ts';
import { aliasOf } from './index-format.ts';
import { noCursor, readPosition, writePosition, type Start } from './position.ts';
import { findReach, matchOf, type Reach } from './reach.ts';
import { orderOf } from './order.ts';
import { isBySynopsis, markFilms, searchAmong, type FoundFilm } from './marked-rows.ts';
import type { Aggregation, SearchNode, SortKeys } from './search-node.ts';
import { suggest } from './suggestions.ts';
import { stemsIn } from './synopsis-query.ts';

type Hit = Omit<FoundFilm, 'rules'>;

const NOTHING_FOUND: IndexAnswer = {
  lacksSynopses: false,
  items: [],
  highlights: [],
  total: 0,
  isPartial: false,
  facets: {},
};
const UNMARKED: Highlight = { title: [], cast: [], director: [] };

/** The most films that OpenSearch returns at once. */
const MOST_HITS = 10_000;
/** How many of the first films that a proposed text finds are looked at. */
const PROPOSED_AMONG = 3;
const PERSON_WEIGHT = 4;

/** Searches an index of OpenSearch that {@link OpenSearchFeed} filled. See docs/search.md for what it promises. */
export class OpenSearchFilmSearch implements FilmSearch {
  readonly #node: SearchNode;
  readonly #alias: string;
  readonly #declared: DeclaredAttributes;
  readonly #synonyms: Synonyms;

  constructor(
    node: SearchNode,
    filmsTable: string,
    declared: DeclaredAttributes = [],
    synonyms: Synonyms = NO_SYNONYMS,
  ) {
    this.#node = node;
    this.#alias = aliasOf(filmsTable, declared);
    this.#declared = declared;
    this.#synonyms = synonyms;
  }

  async search(query: FilmQuery): Promise<IndexAnswer> {
    checkAttributes(this.#declared, query);
    const plan = planQuery(query);
    const position = readPosition(query);
    if (plan.isHopeless) {
      const facets = Object.fromEntries(query.facets.map((facet) => [facet, []]));
      return { ...NOTHING_FOUND, facets, ...(query.explain === true && { explanations: [] }) };
    }
    const { films, total, reach, exact, aggregations, nextCursor } = await this.#find(query, plan, position);
    const [marks, spellings, didYouMean] = await Promise.all([
      plan.text || query.explain === true ? markFilms(films, query, plan, this.#declared) : undefined,
      this.#spellings(aggregations, query),
      reach && !position && mayBeMisspelt(reach) ? this.#meant(query, films, total, { reach, exact }) : undefined,
    ]);
    return {
      lacksSynopses: false,
      items: films.map(({ row }) => row.summary),
      highlights: marks?.highlights ?? films.map(() => UNMARKED),
      ...(query.explain === true && { explanations: marks!.explanations }),
      total,
      isPartial: reach?.isPartial === true && total > 0,
      facets: facetsOf(query.facets, aggregations, spellings),
      ...(reach?.stems && {
        plot: { stems: stemsIn(reach.stems), items: films.map(({ rules }) => isBySynopsis(rules)) },
      }),
      ...(nextCursor !== undefined && { nextCursor }),
      ...(didYouMean !== undefined && { didYouMean }),
    };
  }

  /** @param position the reach that is known already, and the film after which the page begins, if it is not the first */
  async #find(query: FilmQuery, plan: QueryPlan, position: Start | undefined) {
    const text = plan.text && withFirstWords(plan.text);
    const [reach, exact] = await Promise.all([
      position ? position.reach : text && findReach(this.#node, this.#alias, text, plan.isLiteral, this.#synonyms),
      position ? position.exact : this.#exactNames(plan),
    ]);
    const match = text && reach ? preferring(text, best(matchOf(text, reach))) : scored({ match_all: {} }, 1);
    const matched: Clause = { bool: { must: [match], filter: filtersOf(plan, exact, this.#declared) } };
    const searching = this.#node.search<Hit>(this.#alias, {
      query: matched,
      size: query.limit + 1,
      track_total_hits: true,
      sort: orderOf(plan.sort, this.#declared),
      aggs: facetRequests(query.facets),
      search_after: position?.after,
      _source: ['row', 'fame', ...(query.explain === true ? ['stemWords'] : [])],
    });
    const answer = await searching.catch((error: unknown) => {
      throw position?.after && isMarqueeError(error) && error.kind === 'misconfigured' ? noCursor() : error;
    });
    const hits = answer.hits.slice(0, query.limit);
    const last = hits.at(-1);
    const hasMore = answer.hits.length > hits.length && last?.sort !== undefined;
    return {
      films: hits.map(({ _source, matched_queries: rules = [] }): FoundFilm => ({ ..._source, rules })),
      total: answer.total,
      reach,
      exact,
      aggregations: answer.aggregations,
      nextCursor: hasMore ? writePosition(query, { ...(reach && { reach }), exact, after: last.sort }) : undefined,
    };
  }

  suggest(typed: string, limit: number): Promise<readonly Suggestion[]> {
    return suggest(this.#node, this.#alias, typed, limit, async (text) => {
      const query: FilmQuery = { title: typed, cast: [], genres: [], sort: 'relevance', limit, facets: [] };
      const { films } = await this.#find(query, { ...planQuery(query), text }, undefined);
      return films.map(({ row }) => row);
    });
  }

  async similar(id: string, limit: number): Promise<readonly FilmSummary[] | undefined> {
    const self = await this.#node.search<Hit & Record<'castKeys' | 'directorKeys' | 'genreKeys', readonly string[]>>(
      this.#alias,
      {
        query: { bool: { filter: [LIVE, { term: { id } }] } },
        size: 1,
        _source: ['castKeys', 'directorKeys', 'genreKeys', 'row.summary.year'],
      },
    );
    const film = self.hits[0]?._source;
    if (!film) return undefined;
    const shared = [
      ...PERSON_FIELDS.flatMap((field) =>
        film[keysField(field)].map((key) => scored({ term: { [keysField(field)]: key } }, PERSON_WEIGHT)),
      ),
      ...film.genreKeys.map((key) => scored({ term: { genreKeys: key } }, 1)),
    ];
    if (shared.length === 0) return [];
    // A film shares at most 550 names of people, so a score of the year, which is below 1, changes no order but that of ties.
    const near = {
      function_score: {
        query: any(...shared),
        functions: [{ linear: { year: { origin: film.row.summary.year, scale: 115, decay: 0.5 } } }],
        score_mode: 'sum',
        boost_mode: 'sum',
      },
    };
    const { hits } = await this.#node.search<Hit>(this.#alias, {
      query: { bool: { must: [near], filter: [LIVE], must_not: [{ term: { id } }] } },
      size: limit,
      sort: [{ _score: 'desc' }, { key: 'asc' }, { id: 'asc' }],
      _source: ['row'],
    });
    return hits.map(({ _source }) => _source.row.summary);
  }

  async findPerson(name: string): Promise<Person | undefined> {
    const key = personKey(name);
    if (key === '') return undefined;
    const found = await this.#node.search(this.#alias, {
      query: {
        bool: { filter: [LIVE, any(...PERSON_FIELDS.map((field) => ({ term: { [keysField(field)]: key } })))] },
      },
      size: 0,
      track_total_hits: true,
      aggs: {
        ...Object.fromEntries(PERSON_FIELDS.map((field) => [field, { filter: { term: { [keysField(field)]: key } } }])),
        ...spellingsRequest(new Map([['person', [key]]])),
      },
    });
    if (found.total === 0) return undefined;
    const films = recordOf(PERSON_FIELDS, (field) => found.aggregations[field]?.doc_count ?? 0);
    return { name: readSpellings(found.aggregations)('person', key), films };
  }

  async ids(from: number, limit: number): Promise<readonly string[]> {
    let after: SortKeys | undefined;
    for (let left = from; left > 0;) {
      const page = await this.#idsAfter(after, Math.min(left, MOST_HITS));
      if (page.length === 0) return [];
      left -= page.length;
      after = [page.at(-1)!];
    }
    const ids: string[] = [];
    while (ids.length < limit) {
      const page = await this.#idsAfter(after, Math.min(limit - ids.length, MOST_HITS));
      if (page.length === 0) break;
      ids.push(...page);
      after = [page.at(-1)!];
    }
    return ids;
  }

  async #idsAfter(after: SortKeys | undefined, size: number): Promise<string[]> {
    const { hits } = await this.#node.search(this.#alias, {
      query: LIVE,
      size,
      sort: [{ id: 'asc' }],
      search_after: after,
      _source: false,
    });
    return hits.map(({ _id }) => _id);
  }

  async size(): Promise<number> {
    return (await this.#node.search(this.#alias, { query: LIVE, size: 0, track_total_hits: true })).total;
  }

  /** For each filter by a name, whether it selects exactly one name; see `exactNames` of the index in memory. */
  async #exactNames({ names }: QueryPlan): Promise<readonly boolean[]> {
    const people = names.filter(({ field }) => isPersonField(field));
    if (people.length === 0) return names.map(() => true);
    const answers = await this.#node.searchAll(
      this.#alias,
      people.map(({ field, key }) => ({
        query: { bool: { filter: [LIVE, { term: { [keysField(field)]: key } }] } },
        size: 0,
        track_total_hits: true,
      })),
    );
    return names.map((name) => !people.includes(name) || answers[people.indexOf(name)]!.total > 0);
  }

  async #spellings(aggregations: Readonly<Record<string, Aggregation>>, { facets }: FilmQuery): Promise<Spellings> {
    const named = facets.filter((facet) => facet !== 'decade' && (aggregations[facet]?.buckets ?? []).length > 0);
    if (named.length === 0) return (_, key) => key;
    const keys = new Map(named.map((facet) => [facet, (aggregations[facet]?.buckets ?? []).map(({ key }) => key)]));
    const answer = await this.#node.search(this.#alias, { query: LIVE, size: 0, aggs: spellingsRequest(keys) });
    return readSpellings(answer.aggregations);
  }

  /**
   * The text that was probably meant, made from the first film. It is searched, so that no text is proposed that finds
   * fewer films, or finds other films first.
   */
  async #meant(
    query: FilmQuery,
    [first]: readonly FoundFilm[],
    total: number,
    known: Start,
  ): Promise<string | undefined> {
    if (!first) return undefined;
    if (query.sort !== 'relevance') {
      const byRelevance = { ...query, sort: 'relevance', limit: 1, facets: [] } as const;
      const { films } = await this.#find(byRelevance, planQuery(byRelevance), known);
      return this.#meant(byRelevance, films, total, known);
    }
    if (isBySynopsis(first.rules)) return undefined;
    const { didYouMean } = await searchAmong([first], query, this.#declared);
    if (didYouMean === undefined) return undefined;
    const text = { [query.q === undefined ? 'title' : 'q']: didYouMean };
    const proposed = { ...query, ...text, typos: false, facets: [], limit: PROPOSED_AMONG, explain: false };
    const found = await this.search(proposed);
    const isFirst = found.items.some(({ id }) => id === first.row.summary.id);
    return isFirst && found.total >= total ? didYouMean : undefined;
  }
}

const mayBeMisspelt = ({ kind }: Reach) => kind === 'lenient' || kind === 'similar';
