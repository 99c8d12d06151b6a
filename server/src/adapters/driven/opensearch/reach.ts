import { stemsOfName } from '../../../domain/text/mentioned-names.ts';
import type { Synonyms } from '../../../domain/text/synonyms.ts';
import type { TypedText } from '../search-index/match/query-plan.ts';
import { all, any, LIVE, NOTHING, type Clause } from './clauses.ts';
import {
  scoreOf,
  strictTiers,
  tier,
  wholeOtherTitle,
  wholeTitle,
  withAllWords,
  withFullName,
  withNameWords,
  withTitleWords,
} from './film-queries.ts';
import {
  countOfWords,
  shorterTitles,
  titleWithTypos,
  withMostWords,
  withWordAnywhere,
  wordsTogether,
} from './lenient-queries.ts';
import type { SearchBody, SearchNode } from './search-node.ts';
import { byStems, famousByStems, mentioning, SHARE_OF_BEST, StemCounts, type WeighedStems } from './synopsis-query.ts';

export const REACHES = ['exact', 'similar', 'named', 'maker', 'lenient'] as const;

/**
 * How far a search had to go; docs/search.md explains it. It depends on the text only, and not on filters. A cursor holds it,
 * so that the next page continues with the same films.
 */
export type Reach = {
  readonly kind: (typeof REACHES)[number];
  /** The keys of the titles that are the text in another spelling. */
  readonly respelt: readonly string[];
  /** For each word, `1` if typos in it are tolerated. */
  readonly forgiven: string;
  /** How many of the words a film must have if typos are tolerated; 0 if no film has any. */
  readonly words: number;
  /** How many typos a whole title may have: 0 to 2. */
  readonly titleEdits: 0 | 1 | 2;
  /** Absent if the synopses were not searched. */
  readonly stems?: WeighedStems | undefined;
  /** The lowest score of a film that was found by its synopsis. */
  readonly least: number;
  /** Films that have all words together, typos tolerated, are included, although the synopses are searched. */
  readonly isTogether: boolean;
  /** For each typed word, `1` if no film has it. */
  readonly unknown: string;
  readonly isPartial: boolean;
};

const EXACT: Reach = {
  kind: 'exact',
  respelt: [],
  forgiven: '',
  words: 0,
  titleEdits: 0,
  least: 0,
  isTogether: false,
  unknown: '',
  isPartial: false,
};

/** At least this many synopses must mention a name, and fewer films than this may have it in the title. */
const KNOWN_FROM = 8;
const ENOUGH_FILMS = 10;
const MENTIONS_OF_MAKER = 4;
/** A respelt title with fewer letters has no sequels: "10" is the film X, but X-Men is not a sequel to X. */
const MIN_LETTERS_WITH_SEQUELS = 5;
export const MOST_RESPELT = 8;
/** A longer query whose words are all known is unlikely to be a misspelt name. */
const MOST_TOGETHER = 3;

const counting = (query: Clause): SearchBody => ({ query: all(LIVE, query), size: 0, track_total_hits: true });
const bestOf = (query: Clause): SearchBody => ({
  query: { bool: { must: [query], filter: [LIVE] } },
  size: 1,
  track_total_hits: true,
  _source: false,
});

/**
 * @param isLiteral whether films must have the text as it was typed
 */
export async function findReach(
  node: SearchNode,
  index: string,
  text: TypedText,
  isLiteral: boolean,
  synonyms: Synonyms,
): Promise<Reach> {
  const mention = text.scope === 'all' && !isLiteral ? nameOf(text) : undefined;
  const whole = wholeTitle(text);
  const [strict, named, mentions] = await node.searchAll(index, [
    {
      ...counting(any(withAllWords(text), whole, wholeOtherTitle(text))),
      aggs: {
        whole: { filter: whole, aggs: { keys: { terms: { field: 'key', size: MOST_RESPELT } } } },
        words: { filter: withAllWords(text) },
        title: { filter: withTitleWords(text) },
        name: { filter: text.scope === 'all' ? withNameWords(text) : NOTHING },
        full: { filter: withFullName(text) },
      },
    },
    counting(any(withTitleWords(text), whole, withFullName(text))),
    counting(mention === undefined ? NOTHING : { term: { mentions: mention } }),
  ]);
  const { whole: wholes, words: allWords, title, name, full } = strict!.aggregations;
  const keys = (wholes?.['keys'] as { buckets?: readonly { key: string }[] } | undefined)?.buckets ?? [];
  const respelt = keys
    .map(({ key }) => key)
    .filter((key) => key !== text.key && key.replaceAll(' ', '').length >= MIN_LETTERS_WITH_SEQUELS);
  const found: Reach = { ...EXACT, respelt };
  if (isLiteral) return found;
  if (mentions!.total >= KNOWN_FROM && named!.total < ENOUGH_FILMS) {
    const called = full?.doc_count ?? 0;
    const isMaker = called > 0 && mentions!.total >= MENTIONS_OF_MAKER * called;
    const counts = new StemCounts(text, synonyms);
    const stems = counts.weigh(await node.searchAll(index, counts.requests(LIVE)));
    return { ...found, kind: isMaker ? 'maker' : 'named', ...(stems && { stems }) };
  }
  if ((wholes?.doc_count ?? 0) > 0) return found;
  if (strict!.total === 0) return lenientReach(node, index, text, synonyms);
  if ((allWords?.doc_count ?? 0) === 0) return found;
  const inTitle = title?.doc_count ?? 0;
  const isSimilar = inTitle > 0 ? text.words.length > 1 : (name?.doc_count ?? 0) === 0;
  return isSimilar ? { ...found, kind: 'similar', titleEdits: 1 } : found;
}

/** The text as the name that a synopsis may mention: its words as stems. `undefined` if it cannot be such a name. */
function nameOf({ words }: TypedText): string | undefined {
  const stems = stemsOfName(words.map(({ term }) => term));
  return stems.length > 0 && stems.length <= 3 ? stems.join(' ') : undefined;
}

async function lenientReach(node: SearchNode, index: string, text: TypedText, synonyms: Synonyms): Promise<Reach> {
  const { words, scope } = text;
  const counts = scope === 'all' ? new StemCounts(text, synonyms) : undefined;
  const stemRequests = counts?.requests(LIVE) ?? [];
  const edits = [1, 2] as const;
  const answers = await node.searchAll(index, [
    ...edits.map((most) => counting(titleWithTypos(text, most, false))),
    ...words.map((_, i) => counting(withWordAnywhere(text, i))),
    ...stemRequests,
  ]);
  const [one, two, ...rest] = answers;
  const titleEdits = one!.total > 0 ? 1 : two!.total > 0 ? 2 : 0;
  const isKnown = words.map((_, i) => rest[i]!.total > 0);
  const stemAnswers = rest.slice(words.length);
  const stems = counts?.weigh(stemAnswers);
  const isNowhere = words.some(({ term }, i) => !isKnown[i] && counts?.lacks(term, stemAnswers) === true);
  const areAllKnown = isKnown.every(Boolean);
  const areAllFound = words.every(({ term }, i) => isKnown[i] === true || counts?.lacks(term, stemAnswers) !== true);
  const everyWord = words.map(() => '1').join('');
  const unknownOnly = areAllKnown ? everyWord : isKnown.map((known) => (known ? '0' : '1')).join('');
  const tried = [...new Set([unknownOnly, everyWord])];
  const tries = await node.searchAll(index, [
    ...tried.map((forgiven) => bestOf(countOfWords(text, (i) => forgiven[i] === '1'))),
    ...(stems ? [bestOf(byStems(stems)), bestOf(withEveryStem(counts!.required))] : []),
  ]);
  const most = tried.map((_, i) => Math.round(tries[i]!.best));
  const at = most[0] === words.length ? 0 : tried.length - 1;
  const [bestByStems, withAll] = stems ? tries.slice(tried.length) : [];
  const unknown = isKnown.map((known) => (known ? '0' : '1')).join('');
  const knownWords = isKnown.filter(Boolean).length;
  const isMisspelt = !areAllKnown && (titleEdits > 0 || most[at]! > knownWords);
  const base: Reach = { ...EXACT, kind: 'lenient', forgiven: tried[at]!, titleEdits, unknown };
  if (stems && bestByStems!.total > 0 && !(isMisspelt && isNowhere)) {
    return {
      ...base,
      stems,
      least: SHARE_OF_BEST * bestByStems!.best,
      // If no film has all words in any of its fields, none has them together.
      isTogether:
        most[at] === words.length &&
        !(words.length === 1 && areAllFound) &&
        (words.length <= MOST_TOGETHER || !areAllFound),
      isPartial: titleEdits === 0 && most[at]! < words.length && (withAll!.total === 0 || !counts!.isComplete),
    };
  }
  // A film's title must have all words of the parameter `title`.
  const least = scope === 'title' && most[at]! > 0 ? words.length : most[at]!;
  return { ...base, words: least, isPartial: titleEdits === 0 && most[at]! < words.length };
}

const withEveryStem = (words: readonly (readonly string[])[]): Clause =>
  all(...words.map((stems) => ({ terms: { stemWords: stems } })));

/** The ways in which a film may match, each with its score. */
export function matchOf(text: TypedText, reach: Reach): Clause[] {
  const { kind, respelt, titleEdits, stems } = reach;
  if (kind === 'lenient') return lenientMatch(text, reach);
  const spellings = kind === 'exact' || kind === 'similar' ? respelt : [];
  const tiers = strictTiers(text, spellings, kind);
  if (kind === 'similar' && titleEdits > 0) tiers.push(tier('title-typo', titleWithTypos(text, 1, true)));
  if (kind === 'named' || kind === 'maker') {
    const mention = { term: { mentions: nameOf(text) ?? '' } };
    tiers.push(onTier('name-in-synopsis', mentioning(mention, stems)));
  }
  return tiers;
}

function lenientMatch(
  text: TypedText,
  { forgiven, titleEdits, stems, least, words, isTogether, unknown }: Reach,
): Clause[] {
  const isForgiven = (i: number) => forgiven[i] === '1';
  const ways: Clause[] = [];
  if (titleEdits > 0) ways.push(tier('title-typo', titleWithTypos(text, titleEdits === 2 ? 2 : 1, false)));
  const isUnknown = (word: string) => unknown[text.words.findIndex(({ term }) => term === word)] === '1';
  if (text.scope === 'all') ways.push(tier('shorter-title', shorterTitles(text, isUnknown)));
  if (!stems) return [...ways, words > 0 ? withMostWords(text, isForgiven, words) : NOTHING];
  if (isTogether)
    ways.push(
      tier(
        'one-typo-together',
        wordsTogether(text, () => true),
      ),
    );
  return [...ways, onTier('synopsis', famousByStems(stems, least))];
}

/** Puts films with a score of their own, below 2, on a tier. */
function onTier(name: 'synopsis' | 'name-in-synopsis', query: Clause): Clause {
  return {
    bool: { must: [query, { constant_score: { filter: { match_all: {} }, boost: scoreOf(name) } }], _name: name },
  };
}
