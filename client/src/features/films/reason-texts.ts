import type { Explanation } from '../../lib/api-types.gen.ts';

type MatchedWord = Explanation['words'][number];
type Preference = NonNullable<Explanation['preference']>;

const PLACES: Readonly<Record<NonNullable<MatchedWord['field']>, string>> = {
  title: 'the title',
  alternativeTitle: 'the alternative title',
  cast: 'the cast',
  director: 'the director',
  genre: 'the genre',
  year: 'the year',
};

const LEVELS: Readonly<Record<Preference['level'], string>> = {
  has: 'preferred, because it has',
  'one-year-off': 'preferred less, because it is from the year before or after',
  lacks: 'not preferred, because it does not have',
};

/** The texts of the reasons for the order of films, in one place, so that they can be translated. */
export const texts = {
  question: 'Why this order?',
  title: 'Why this order',
  loading: 'Loading the reasons…',
  film: '{film}: {because} {rule}',
  titleAndYear: '{title} ({year})',
  /** `match` is from the function below. */
  word: '“{word}” {match}',
  /** How a film matches a word of the query: `is in the title`. */
  match: ({ how, field, text = '', name, edits }: MatchedWord): string => {
    const place = name === undefined ? placeOf(field) : namedPlaceOf(field, name);
    const inForm = `in the synopsis or in another field, in a form of “${text}”`;
    switch (how) {
      case 'exact':
        return `is in ${place}`;
      case 'prefix':
        return `begins “${text}” in ${place}${edits === undefined ? '' : `, with ${typos(edits)}`}`;
      case 'equivalent':
        return `is another way to write “${text}” in ${place}`;
      case 'typo':
        if (field === undefined) return `has ${typos(edits ?? 1)}, and is ${inForm}`;
        return `is “${text}” in ${place} with ${typos(edits ?? 1)}`;
      case 'joined':
        if (field === undefined) return `is part of a word ${inForm}`;
        return `is part of “${text}” in ${place}`;
      case 'split':
        return `is “${text}” in ${place}, without spaces`;
      case 'stem':
        return `is ${inForm}`;
      case 'synonym':
        return `has a synonym ${inForm}`;
      case 'missing':
        return 'is missing';
    }
  },
  preference: ({ words, level }: Preference) => `${LEVELS[level]} ${words.map((word) => `“${word}”`).join(' or ')}`,
  fame: (fame: number) => `fame ${String(fame)} of 255`,
} as const;

function placeOf(field: MatchedWord['field']): string {
  return field === undefined ? 'the film' : PLACES[field];
}

function namedPlaceOf(field: MatchedWord['field'], name: string): string {
  return `${field === 'alternativeTitle' ? PLACES.alternativeTitle : 'the name'} “${name}”`;
}

function typos(edits: number): string {
  return edits === 1 ? '1 typo' : `${String(edits)} typos`;
}
