import { pick, randomInt, type Random } from '../../../server/testing/random.ts';
import { EMPTY_QUERY, type CaseMaker } from './bench-case.ts';
import type { Catalogue } from './catalogue.ts';

const MIN_LENGTH = 2;
const MAX_LENGTH = 4;

/**
 * Makes the queries of class l. From a Chinese or Japanese title, a query is two to four neighbouring characters that
 * do not include the title's first character: 神隠し from 千と千尋の神隠し. Korean titles have spaces, so a query is the beginning
 * of one of their words, but not of the first word. Every film whose title has these characters counts as correct. The
 * titles come from `spaceless-films.ts`.
 */
export function partOfRun(catalogue: Catalogue, random: Random): CaseMaker {
  return () => {
    if (catalogue.made.length === 0) return undefined;
    const { title } = pick(random, catalogue.made).attributes;
    const length = MIN_LENGTH + randomInt(random, MAX_LENGTH - MIN_LENGTH + 1);
    const hasSpaces = title.includes(' ');
    const q = hasSpaces ? pick(random, title.split(' ').slice(1)).slice(0, length) : partOf(random, title, length);
    if (q.length < MIN_LENGTH) return undefined;
    const has = (other: string) => other.includes(hasSpaces ? ` ${q}` : q) || other.startsWith(q);
    const ids = catalogue.made.filter(({ attributes }) => has(attributes.title)).map(({ id }) => id);
    const query = { ...EMPTY_QUERY, q };
    return { query, truth: { ids, total: catalogue.matching(query).length } };
  };
}

function partOf(random: Random, title: string, length: number): string {
  const at = 1 + randomInt(random, Math.max(1, title.length - length));
  return title.slice(at, at + length);
}
