import { WEIGHTS, type FameSignals } from '../../server/src/domain/fame/fame-score.ts';
import { fameSignals } from '../../server/src/domain/fame/fame.ts';
import { fameFacts } from '../../server/src/domain/fame/film-facts.ts';
import type { Film } from '../../server/src/domain/film.ts';
import { foldText, titleKey } from '../../server/src/domain/text/fold-text.ts';
import type { RelevanceCase } from '../relevance/draws.ts';
import type { Choice } from './choice.ts';

export const SIGNALS = Object.keys(WEIGHTS) as (keyof FameSignals)[];

/**
 * For each query, the films that have it as their title. If only one film has the title, there is nothing to choose,
 * and the query is left out. Search prefers the title as it is typed, so a film with another article is not an option.
 */
export function choicesOf(films: readonly Film[], cases: readonly RelevanceCase[]): Choice[] {
  const sorted = films.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const signals = fameSignals(sorted.map(({ attributes }) => fameFacts(attributes, titleKey(attributes.title))));
  const rated = sorted.map(({ id, attributes }, i) => ({
    id,
    title: foldText(attributes.title),
    option: SIGNALS.map((name) => signals[i]?.[name] ?? 0),
  }));
  const byTitle = Map.groupBy(rated, ({ title }) => title);
  return cases.flatMap(({ q, meant }) => {
    const namesakes = byTitle.get(foldText(q)) ?? [];
    const right = namesakes.findIndex(({ id }) => meant.has(id));
    if (right < 0 || namesakes.length < 2) return [];
    return [{ right, options: namesakes.map(({ option }) => option) }];
  });
}
