import { describe } from '@jest/globals';
import fc from 'fast-check';
import { answersLikeOracle } from '../../testing/oracle/answers-like-oracle.ts';

// Nobody reads by which case a mutant was found, so that no smaller case is looked for.
fc.configureGlobal({ endOnFailure: true });

// The mutation tests (scripts/mutation-tests) run this for each mutant, and against-oracle.test.ts would take too long.
describe('in a few cases, the index answers like the oracle', () => {
  answersLikeOracle({ numRuns: 12, catalogues: 6 });
});
