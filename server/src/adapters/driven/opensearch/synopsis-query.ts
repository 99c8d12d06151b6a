import type { Synonyms } from '../../../domain/text/synonyms.ts';
import { stemOf } from '../../../domain/text/stems.ts';
import { allowedTypos, MAX_MISSPELT_WORDS } from '../../../domain/text/typo-rules.ts';
import type { TypedText } from '../search-index/match/query-plan.ts';
import { any, best, MOST_WORDS, type Clause } from './clauses.ts';
import { typosIn } from './lenient-queries.ts';
import type { SearchAnswer, SearchBody } from './search-node.ts';

// The same figures as for the index in memory; docs/search.md explains them.
const NEIGHBOUR_SHARE = 0.7;
const TYPO_SHARES = [1, 0.9, 0.7] as const;
const MOST_MEANT = 3;
const FAME_SHARE = 0.5;
const RARITY = 1.2;
const MAX_FAME = 255;
/** A film matches if its score is at least this share of the best score. */
export const SHARE_OF_BEST = 0.4;

/**
 * At most this many stems are counted, each by a search of its own. Those of the typed words come first, and their synonyms
 * last. A text of ten words has up to 70.
 */
const MOST_STEMS = 128;

/**
 * For each word of a text, the stems that may stand for it and what they weigh. A cursor holds it, so that an edit between
 * two pages changes no score.
 */
export type WeighedStems = readonly (readonly (readonly [stem: string, weight: number])[])[];

/** What must be known of the index to weigh the stems of a text: how many films have each. */
export class StemCounts {
  readonly #stems: readonly string[];
  readonly #text: TypedText;
  readonly #synonyms: Synonyms;
  readonly #misspelt: readonly string[];
  #required: (readonly string[])[] = [];
  #isComplete = true;

  constructor(text: TypedText, synonyms: Synonyms) {
    this.#text = text;
    this.#synonyms = synonyms;
    const own = termsOf(text).flatMap((term) => stemOf(term) ?? []);
    const joined = joinedOf(text);
    const neighbours = own.flatMap((stem) => (synonyms.get(stem) ?? []).map(({ stem: other }) => other));
    this.#stems = [...new Set([...own, ...joined, ...neighbours])].slice(0, MOST_STEMS);
    this.#misspelt = [...new Set(own)].filter((stem) => allowedTypos(stem) > 0).slice(0, MAX_MISSPELT_WORDS);
  }

  /** Searches without hits, whose totals are the counts, and the stems that are like a typed one. */
  requests(live: Clause): SearchBody[] {
    return [
      { query: live, size: 0, track_total_hits: true, suggest: this.#suggest() },
      ...this.#stems.map((stem) => ({
        query: { bool: { filter: [{ term: { stemWords: stem } }] } },
        size: 0,
        track_total_hits: true,
      })),
    ];
  }

  #suggest(): Record<string, unknown> {
    const typos = typosIn(this.#misspelt);
    return Object.fromEntries(
      this.#misspelt.map((stem, i) => [
        `s${String(i)}`,
        {
          text: stem,
          term: {
            field: 'stemWords',
            suggest_mode: 'missing',
            max_edits: typos[i],
            prefix_length: 0,
            min_word_length: 1,
            size: MOST_MEANT * 3,
            string_distance: 'damerau_levenshtein',
          },
        },
      ]),
    );
  }

  /**
   * @param answers the answers to {@link requests}
   * @returns `undefined` if no film has any word
   */
  weigh(answers: readonly SearchAnswer[]): WeighedStems | undefined {
    const [all, ...counts] = answers;
    const films = all?.total ?? 0;
    const countOf = new Map(this.#stems.map((stem, i) => [stem, counts[i]?.total ?? 0]));
    const idf = (count: number) => Math.log(1 + (films - count + 0.5) / (count + 0.5)) ** RARITY;
    const terms = termsOf(this.#text);
    const stems = terms.map((term) => stemOf(term));
    const words: (readonly [string, number])[][] = [];
    const required = new Set(this.#text.words.map(({ term }) => stemOf(term)));
    this.#required = [];
    this.#isComplete = true;
    for (const [i, stem] of stems.entries()) {
      if (stem === undefined || stems.indexOf(stem) < i) continue;
      const count = countOf.get(stem) ?? 0;
      const own = count > 0 ? idf(count) : Infinity;
      const standIns: (readonly [string, number])[] = count > 0 ? [[stem, own]] : [];
      for (const { stem: other, weight } of this.#synonyms.get(stem) ?? []) {
        const its = countOf.get(other) ?? 0;
        if (its > 0) standIns.push([other, NEIGHBOUR_SHARE * weight * Math.min(own, idf(its))]);
      }
      for (const first of [i - 1, i]) {
        const joined = joinedAt(terms, first);
        const its = joined === undefined ? 0 : (countOf.get(joined) ?? 0);
        if (joined !== undefined && its > 0) standIns.push([joined, Math.min(own, idf(its))]);
      }
      if (standIns.length === 0) standIns.push(...this.#meant(stem, all, idf));
      if (standIns.length > 0) words.push(standIns);
      if (!required.has(stem)) continue;
      if (standIns.length > 0) this.#required.push(standIns.map(([one]) => one));
      else this.#isComplete = false;
    }
    const sum = words.reduce((total, one) => total + Math.max(...one.map(([, weight]) => weight)), 0);
    if (words.length === 0) return undefined;
    return words.map((one) => one.map(([stem, weight]) => [stem, rounded(weight / sum)] as const));
  }

  /** For each required word, the stems that may stand for it. Valid after {@link weigh}. */
  get required(): readonly (readonly string[])[] {
    return this.#required;
  }

  /** Whether some film has each required word. Valid after {@link weigh}. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Whether no film has the stem of this word. A stop word has no stem, and any film may have it. */
  lacks(term: string, [, ...counts]: readonly SearchAnswer[]): boolean {
    const stem = stemOf(term);
    return stem !== undefined && (counts[this.#stems.indexOf(stem)]?.total ?? 0) === 0;
  }

  #meant(
    stem: string,
    answer: SearchAnswer | undefined,
    idf: (count: number) => number,
  ): (readonly [string, number])[] {
    const at = this.#misspelt.indexOf(stem);
    const options = answer?.suggest[`s${String(at)}`]?.[0]?.options ?? [];
    const near = options.map(({ text, freq, score }) => ({
      text,
      freq,
      edits: Math.max(1, Math.min(2, Math.round((1 - score) * Math.max(text.length, stem.length)))) as 1 | 2,
    }));
    const fewest = Math.min(...near.map(({ edits }) => edits));
    return near
      .filter(({ edits }) => edits === fewest)
      .sort((a, b) => b.freq - a.freq)
      .slice(0, MOST_MEANT)
      .map(({ text, freq, edits }) => [text, TYPO_SHARES[edits] * idf(freq)] as const);
  }
}

const rounded = (weight: number) => Math.round(weight * 10_000) / 10_000;

/** The words of the text as typed, up to the last one that is looked for. */
function termsOf(text: TypedText): readonly string[] {
  const { terms } = text.readings[0];
  const different = new Set<string>();
  const end = terms.findIndex((term) => different.add(term).size > MOST_WORDS);
  return end < 0 ? terms : terms.slice(0, end);
}

function joinedAt(terms: readonly string[], first: number): string | undefined {
  const [left, right] = [terms[first], terms[first + 1]];
  return left === undefined || right === undefined ? undefined : stemOf(`${left}${right}`);
}

function joinedOf(text: TypedText): string[] {
  const terms = termsOf(text);
  return terms.flatMap((_, i) => joinedAt(terms, i) ?? []);
}

/** The films that have a stem, scored by how much they have of all stems: from 0 to 1. */
export function byStems(words: WeighedStems): Clause {
  return any(
    ...words.map((standIns) =>
      best(
        standIns.map(([stem, boost]) => ({
          rank_feature: { field: `stems.${stem}`, boost: Math.max(boost, 1e-4), linear: {} },
        })),
      ),
    ),
  );
}

/** Adds the fame of a film to its score. The better-known film is more often the one that is remembered. */
const withFame = (query: Clause): Clause => ({
  function_score: {
    query,
    field_value_factor: { field: 'fame', factor: FAME_SHARE / MAX_FAME },
    boost_mode: 'sum',
  },
});

/** The films whose score is at least this. */
export function famousByStems(words: WeighedStems, least: number): Clause {
  return withFame({ function_score: { query: byStems(words), min_score: least } });
}

/** The films that a filter finds, scored by how much they have of the stems. */
export function mentioning(filter: Clause, words: WeighedStems | undefined): Clause {
  return withFame({
    bool: { must: [{ constant_score: { filter, boost: 0 } }], should: words ? [byStems(words)] : [] },
  });
}

/** The distinct stems that stand for any word. */
export function stemsIn(words: WeighedStems): readonly string[] {
  return [...new Set(words.flatMap((standIns) => standIns.map(([stem]) => stem)))];
}
