import type { Highlight, NameHighlight, PersonField, Snippet, TextRange } from '../../../../domain/film-query.ts';
import type { FilmSummary } from '../../../../domain/film.ts';
import { splitArticle, titleTerms, tokenize } from '../../../../domain/text/fold-text.ts';
import { beginningOf, extendToGraphemes } from '../../../../domain/text/text-ranges.ts';
import { MAX_MISSPELT_WORDS } from '../../../../domain/text/typo-rules.ts';
import type { Token } from '../../../../domain/text/tokens.ts';
import { PlainMarker } from './plain-ranges.ts';
import { FIELDS, valuesOf } from '../columns/fields.ts';
import { SpacelessMarker } from './spaceless-ranges.ts';
import type { QueryPlan, QueryWord } from '../match/query-plan.ts';
import { isTypoOf, splitsInto } from '../match/word-likeness.ts';

/** What to mark in the texts of a film that is shown. */
export type Marker = {
  readonly text: Looked;
  /** The words of the parameter `title`, if it was used beside the text. */
  readonly title?: Looked | undefined;
  readonly scope: 'all' | 'title';
};

type Looked = {
  readonly words: readonly QueryWord[];
  /** Whether typos were tolerated. */
  readonly isLenient: boolean;
  /** Finds the words in simple texts, which is faster than tokenizing them. */
  readonly plain: PlainMarker | SpacelessMarker | undefined;
};

export function markerFor({ text, titleWords }: Pick<QueryPlan, 'text' | 'titleWords'>, isLenient: boolean): Marker {
  return {
    text: looked(text?.words ?? [], isLenient),
    title: titleWords.length > 0 ? looked(titleWords, false) : undefined,
    scope: text?.scope ?? 'title',
  };
}

function looked(words: readonly QueryWord[], isLenient: boolean): Looked {
  return { words, isLenient, plain: isLenient ? undefined : (SpacelessMarker.for(words) ?? new PlainMarker(words)) };
}

/** Which texts of a film may have something to mark. */
export type WorthLooking = {
  readonly title: boolean;
  /** Whether the whole title is the text. All of the title is then marked if it lacks a word of the text. */
  readonly isWholeTitle: boolean;
  /** Whether to look at a name, by its place among the names of the field. */
  readonly name: (field: PersonField, index: number) => boolean;
};

const ALL: WorthLooking = { title: true, isWholeTitle: false, name: () => true };

export function highlightFilm(film: FilmSummary, marker: Marker, worthLooking: WorthLooking = ALL): Highlight {
  const title = titleRanges(film.title, marker.text, worthLooking);
  if (marker.title) title.push(...rangesIn('title', film.title, marker.title));
  return {
    title: joinRanges(title),
    cast: markNames(film, 'cast', marker, worthLooking),
    director: markNames(film, 'director', marker, worthLooking),
  };
}

/** @param isWhole whether the alternative title is the text; all of it is then marked if it lacks a word of the text */
export function highlightAlternative(title: string, { text }: Marker, isWhole: boolean): Snippet {
  return { text: title, ranges: joinRanges(titleRanges(title, text, { ...ALL, isWholeTitle: isWhole })) };
}

function markNames(film: FilmSummary, field: PersonField, marker: Marker, { name }: WorthLooking): NameHighlight[] {
  const marked: NameHighlight[] = [];
  const { text, scope } = marker;
  if (scope === 'title') return marked;
  const values = valuesOf(film, field);
  for (let index = 0; index < values.length; index += 1) {
    if (!name(field, index)) continue;
    const ranges = joinRanges(rangesIn(field, values[index]!, text));
    if (ranges.length > 0) marked.push({ index, ranges });
  }
  return marked;
}

function titleRanges(title: string, text: Looked, { title: isWorthLooking, isWholeTitle }: WorthLooking): TextRange[] {
  if (!isWorthLooking) return [];
  if (!isWholeTitle) return rangesIn('title', title, text);
  const tokens = FIELDS.title.tokensOf(title, tokenize(title));
  const ranges = rangesOf(tokens, title, text);
  const { words } = text;
  // If any range was found for a text of one word, the title has this word.
  const hasAll = words.length === 1 ? ranges.length > 0 : hasEachWord(tokens, words);
  return hasAll ? ranges : [wholeTitle(title, words)];
}

/** Whether each word is like words of the title, so that these can be marked instead of the whole title. */
function hasEachWord(tokens: readonly Token[], words: readonly QueryWord[]): boolean {
  return words.every((word, i) => {
    const isWritten = ({ term }: Token) => term === word.term || (word.isUnfinished && term.startsWith(word.term));
    if (tokens.some(isWritten) || tokens.some(({ term }) => isTypoOf(word.term, term))) return true;
    const [before, next] = [words[i - 1], words[i + 1]];
    return [before ? [before, word] : [], [word], next ? [word, next] : []].some(
      (some) => lenientTokens(tokens, some).length > 0,
    );
  });
}

/** The title from its first word to its last. A leading article is left out unless it was typed. */
function wholeTitle(title: string, words: readonly QueryWord[]): TextRange {
  const tokens = tokenize(title);
  const { article } = splitArticle(titleTerms(title, tokens));
  const isTyped = words[0]?.term.startsWith(article) === true;
  return [tokens[article === '' || isTyped ? 0 : 1]?.start ?? 0, tokens.at(-1)?.end ?? title.length];
}

function rangesIn(field: 'title' | PersonField, text: string, marked: Looked): TextRange[] {
  return marked.plain?.rangesIn(text) ?? rangesOf(FIELDS[field].tokensOf(text, tokenize(text)), text, marked);
}

function rangesOf(tokens: readonly Token[], text: string, { words, isLenient }: Looked): TextRange[] {
  const ranges: TextRange[] = [];
  for (const token of tokens) {
    for (const word of words) {
      if (token.term === word.term) ranges.push([token.start, token.end]);
      else if (word.isUnfinished && token.term.startsWith(word.term) && !isMarked(ranges, token)) {
        ranges.push(beginningOf(text, token, word.term));
      }
    }
  }
  if (isLenient) for (const token of lenientTokens(tokens, words)) ranges.push([token.start, token.end]);
  return extendToGraphemes(text, ranges);
}

/** Whether a word of a compound is already marked. The words of a compound come before the compound itself. */
function isMarked(ranges: readonly TextRange[], { start }: Token): boolean {
  return ranges.some((range) => range[0] === start);
}

function lenientTokens(tokens: readonly Token[], words: readonly QueryWord[]): Token[] {
  const terms = tokens.map(({ term }) => term);
  const forgiven = words.slice(0, MAX_MISSPELT_WORDS);
  const parts = forgiven.flatMap(({ term }) => splitsInto(term, terms));
  return tokens.filter(
    ({ term }) =>
      parts.includes(term) ||
      forgiven.some((word, i) => {
        const next = words[i + 1];
        return isTypoOf(word.term, term) || (next !== undefined && word.term + next.term === term);
      }),
  );
}

/** The ranges, sorted. Ranges that overlap are joined. */
function joinRanges(ranges: TextRange[]): TextRange[] {
  if (areApart(ranges)) return ranges;
  const joined: [number, number][] = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = joined.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** Whether the ranges are sorted and do not overlap. They are, unless a word was found in several ways. */
function areApart(ranges: readonly TextRange[]): boolean {
  for (let i = 1; i < ranges.length; i += 1) if (ranges[i]![0] < ranges[i - 1]![1]) return false;
  return true;
}
