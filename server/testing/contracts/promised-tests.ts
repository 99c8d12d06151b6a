import { expect, test as jestTest } from '@jest/globals';

/** A promise of the contract that an engine does not make: the names of the tests, and why. */
export type Exception = { readonly why: string; readonly tests: readonly (string | RegExp)[] };

type Body = (...args: never[]) => unknown;

/**
 * The function `test` for a contract. A test that an engine does not promise to pass must fail on it: if it passes, the
 * exception is out of date and must be removed, so that the list of exceptions stays true.
 */
export function promisedTests(exceptions: readonly Exception[]): typeof jestTest {
  if (exceptions.length === 0) return jestTest;
  const guarded = (body: Body) => {
    return async (...args: never[]) => {
      const name = expect.getState().currentTestName ?? '';
      const exception = exceptions.find(({ tests }) => tests.some((one) => isNamed(name, one)));
      if (!exception) return body(...args);
      try {
        await body(...args);
      } catch {
        return undefined;
      }
      throw new Error(`This passes now. Remove it from the exceptions ("${exception.why}").`);
    };
  };
  const each = (table: readonly never[]) => (name: string, body: Body) => {
    (jestTest.each(table) as (name: string, body: Body) => void)(name, guarded(body));
  };
  const test = (name: string, body: Body) => {
    jestTest(name, guarded(body));
  };
  return Object.assign(test, { each }) as unknown as typeof jestTest;
}

function isNamed(name: string, one: string | RegExp): boolean {
  return typeof one === 'string' ? name.endsWith(one) : one.test(name);
}
