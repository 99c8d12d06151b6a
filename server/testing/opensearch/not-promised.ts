import type { Exception } from '../contracts/promised-tests.ts';

/** The tests of the contract that search in OpenSearch does not pass, and why. docs/search.md lists the reasons. */
export const NOT_PROMISED: readonly Exception[] = [
  {
    why: 'which names many synopses mention is decided at each search, and not when all films are loaded',
    tests: ['is not a name if only seven synopses mention it'],
  },
  {
    why: 'the reach similar-or-name is missing, so a person with a typo is found only if no film has all words',
    tests: [/keeps all films that the facet counted, even those that match "nicholas cage" less well/],
  },
  {
    why: 'stems with a typo are chosen by OpenSearch, so they are not explained, and the answer may be called partial',
    tests: [
      /tolerates typos in words that no film has: "speilberg hunting"/,
      'explains a word by its stem, a joined word or a stem without the typo',
    ],
  },
];
