import type { Check } from './check.ts';
import { expectThat, type Json } from './expect.ts';
import { jsonOf, type Answer, type Ask } from './marquee.ts';

/** A request that must be refused, and which input the answer must name. */
type Refusal = {
  readonly path: string;
  readonly ask?: Ask;
  readonly status: number;
  /** The query parameter that the answer must name. */
  readonly parameter?: string;
};

const REFUSALS: readonly Refusal[] = [
  { path: '/v1/films?limit=0', status: 400, parameter: 'limit' },
  { path: '/v1/films?yearFrom=nineteen', status: 400, parameter: 'yearFrom' },
  { path: '/v1/films?sort=nothing', status: 400, parameter: 'sort' },
  { path: '/v1/films?cursor=nothing', status: 400, parameter: 'cursor' },
  { path: '/v1/films?nothing=1', status: 400, parameter: 'nothing' },
  { path: '/v1/movies?query=verification&page=501', status: 400, parameter: 'page' },
  { path: '/v1/films/no-such-film-of-the-verification', status: 404 },
  { path: '/v1/nothing', status: 404 },
  { path: '/v1/films', ask: { method: 'PUT', body: {} }, status: 405 },
];

export const ERROR_CHECKS: readonly Check[] = REFUSALS.map(({ path, ask, status, parameter }) => ({
  name: `error of ${ask?.method ?? 'GET'} ${path}`,
  expected: `${String(status)} with application/problem+json${parameter === undefined ? '' : ` that names ${parameter}`}`,
  async run(marquee) {
    const { code, errors } = problemOf(await marquee.ask(path, ask), status);
    const faults = (errors ?? []) as { parameter?: string; detail?: string }[];
    const fault = faults.find((one) => one.parameter === parameter);
    expectThat(parameter === undefined || fault !== undefined, `${code}, which does not name ${parameter ?? ''}`);
    return parameter === undefined ? code : `${code}, ${parameter}: ${fault?.detail ?? ''}`;
  },
}));

/** @returns the problem (RFC 9457) of an answer that must have this status */
export function problemOf(answer: Answer, expected: number): Json & { readonly code: string } {
  const problem = jsonOf(answer, expected);
  const type = answer.headers.get('content-type') ?? 'absent';
  expectThat(
    type.startsWith('application/problem+json'),
    `status ${String(expected)}, but the content type is ${type}`,
  );
  const { status, code, title, requestId } = problem;
  expectThat(status === expected, `the status is ${String(expected)}, and that in the problem is ${String(status)}`);
  for (const [name, value] of Object.entries({ code, title, requestId })) {
    expectThat(typeof value === 'string' && value !== '', `the problem has no ${name}`);
  }
  return problem as Json & { readonly code: string };
}
