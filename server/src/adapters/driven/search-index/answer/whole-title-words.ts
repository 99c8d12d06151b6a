import type { MatchedWord } from '../../../../domain/film-query.ts';
import { joinSpelledInitials, splitArticle, tokenize } from '../../../../domain/text/fold-text.ts';
import { squashedForms } from '../../../../domain/text/squashed-forms.ts';
import type { Token } from '../../../../domain/text/tokens.ts';
import type { TypedText } from '../match/query-plan.ts';
import { typosBetween } from '../match/word-likeness.ts';

/**
 * How a film has a word of a text, if the text without spaces is the film's whole title or the beginning of it. "dead
 * pool" is "Deadpool" in this way, so the title has `dead` joined with `pool`.
 *
 * @param hasTypos whether the text equals the title only with typos
 */
export function inWholeTitle(
  text: TypedText,
  term: string,
  title: string,
  hasTypos: boolean,
): Omit<MatchedWord, 'word' | 'field'> {
  if (hasTypos) return { how: 'typo', text: title, edits: fewestTypos(text, title) };
  const all = joinSpelledInitials(title, tokenize(title));
  const withoutArticle = all.slice(all.length - splitArticle(all.map((token) => token.term)).rest.length);
  for (const { terms, joined } of text.readings) {
    const tokens = [withoutArticle, all].find((some) =>
      some
        .map((token) => token.term)
        .join('')
        .startsWith(joined),
    );
    if (!tokens) continue;
    const place = terms.indexOf(term);
    const start = terms.slice(0, place).join('').length;
    const found = tokensWithin(tokens, start, start + term.length);
    const [first, last] = [found[0], found.at(-1)];
    if (place < 0 || !first || !last) continue;
    const how = found.length > 1 ? 'split' : 'joined';
    return { how, text: title.slice(first.start, last.end) };
  }
  return { how: 'equivalent', text: title };
}

/** The words that have a letter in `[start, end)` of the text that all words make when they are joined. */
function tokensWithin(tokens: readonly Token[], start: number, end: number): Token[] {
  let at = 0;
  return tokens.filter(({ term }) => {
    const from = at;
    at += term.length;
    return from < end && at > start;
  });
}

function fewestTypos({ readings }: TypedText, title: string): number {
  const forms = squashedForms(title);
  const typos = readings.flatMap(({ squashed }) => forms.map((form) => typosBetween(squashed, form)));
  return Math.min(...typos.filter((edits) => edits > 0));
}
