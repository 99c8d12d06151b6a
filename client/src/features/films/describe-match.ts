import type { Explanation } from '../../lib/api-types.gen.ts';

type MatchedWord = Explanation['words'][number];
type Preference = NonNullable<Explanation['preference']>;

/**
 * Says how a film matches a word of the query. The text continues a sentence that begins with the word: `is in the
 * title`.
 */
export function describeMatch({ how, field, text = '', name, edits }: MatchedWord): string {
  const kind = field === 'alternativeTitle' ? 'alternative title' : 'name';
  const place = name === undefined ? `the ${field ?? 'film'}` : `the ${kind} “${name}”`;
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
}

const LEVELS: Readonly<Record<Preference['level'], string>> = {
  has: 'preferred, because it has',
  'one-year-off': 'preferred less, because it is from the year before or after',
  lacks: 'not preferred, because it does not have',
};

export function describePreference({ words, level }: Preference): string {
  return `${LEVELS[level]} ${words.map((word) => `“${word}”`).join(' or ')}`;
}

function typos(edits: number): string {
  return edits === 1 ? '1 typo' : `${String(edits)} typos`;
}
