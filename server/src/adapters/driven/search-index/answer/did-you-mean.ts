import { termsOf } from '../../../../domain/text/fold-text.ts';
import type { FilmSummary } from '../../../../domain/film.ts';
import { nameTokens, titleTokens } from '../../../../domain/text/searchable-words.ts';
import { MAX_MISSPELT_WORDS, allowedTypos } from '../../../../domain/text/typo-rules.ts';
import type { TypedText } from '../match/query-plan.ts';
import { splitsInto, typosBetween } from '../match/word-likeness.ts';

/**
 * What was probably typed to find this film: each word that the film does not have is replaced by the word of the film
 * that is nearest to it, the title's before the cast's, within the rules for typos.
 *
 * @returns `undefined` when that changes nothing
 */
export function didYouMean(text: TypedText, film: FilmSummary): string | undefined {
  const fields = [titleTokens(film.title).map(({ term }) => term)];
  if (text.scope === 'all') {
    fields.push(film.cast.flatMap((name) => nameTokens(name).map(({ term }) => term)));
    fields.push([...film.genres.flatMap(termsOf), String(film.year)]);
  }
  const terms = fields.flat();
  const has = (word: string, place: number) =>
    terms.includes(word) || (place === text.terms.length - 1 && terms.some((term) => term.startsWith(word)));
  const meant: string[] = [];
  for (let place = 0; place < text.terms.length; place += 1) {
    const word = text.terms[place] ?? '';
    const joined = word + (text.terms[place + 1] ?? '');
    if (has(word, place) || place >= MAX_MISSPELT_WORDS) {
      meant.push(word);
    } else if (joined !== word && terms.includes(joined)) {
      meant.push(joined);
      place += 1;
    } else {
      const split = fields
        .slice(0, 2)
        .map((field) => splitsInto(word, field))
        .find((parts) => parts.length > 0);
      meant.push(...(split?.slice(0, 2) ?? [nearest(word, terms) ?? word]));
    }
  }
  const sentence = meant.join(' ');
  return sentence === text.key ? undefined : text.article === '' ? sentence : `${text.article} ${sentence}`;
}

function nearest(word: string, terms: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = allowedTypos(word) + 1;
  for (const term of terms) {
    const typos = typosBetween(word, term);
    if (typos < fewest) [best, fewest] = [term, typos];
  }
  return best;
}
