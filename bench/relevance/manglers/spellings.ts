import { pick, type Random } from '../../../server/testing/random.ts';

/** Short and long spellings, each as people write it. */
const PAIRS: readonly (readonly [short: string, long: string])[] = [
  ['Mr', 'Mister'],
  ['Dr', 'Doctor'],
  ['St', 'Saint'],
  ['Vol', 'Volume'],
  ['vs', 'versus'],
];

/**
 * Writes an abbreviation in full, or abbreviates a word: "Dr. No" becomes "Doctor No", "Doctor Zhivago" "Dr Zhivago".
 */
export function otherAbbreviation(random: Random, title: string): string | undefined {
  const changed = PAIRS.flatMap(([short, long]) => {
    const toLong = title.replace(new RegExp(`\\b${short}\\b(?!['’])\\.?`, 'i'), long);
    const toShort = title.replace(new RegExp(`\\b${long}\\b(?!['’])`, 'i'), random() < 0.5 ? short : `${short}.`);
    return [toLong, toShort].filter((text) => text !== title);
  });
  return changed.length === 0 ? undefined : pick(random, changed);
}

/** Leaves out the 's: "Wayne's World" becomes "Wayne World". */
export function dropPossessive(title: string): string | undefined {
  return changedOnly(title, title.replace(/(?<=\p{L})['’]s\b/giu, ''));
}

/** Leaves out the apostrophes only: "Wayne's World" becomes "Waynes World". */
export function dropApostrophes(title: string): string | undefined {
  return changedOnly(title, title.replace(/['’]/g, ''));
}

/** Leaves out all punctuation. A hyphen or slash becomes a space: "Face/Off" becomes "Face Off". */
export function dropPunctuation(title: string): string | undefined {
  const text = title.replace(/[-–—/]/g, ' ').replace(/[^\p{L}\p{M}\p{N}\s&]/gu, '');
  return changedOnly(title, text.replace(/\s+/g, ' ').trim());
}

/** Leaves out the hyphens inside words: "Spider-Man" becomes "SpiderMan". */
export function dropHyphens(title: string): string | undefined {
  return changedOnly(title, title.replace(/(?<=\p{L})-(?=\p{L})/gu, ''));
}

/** Keeps only what follows the colon, if it has three words or more, as in "Star Trek: The Motion Picture". */
export function subtitle(title: string): string | undefined {
  return /: (\S+ \S+ .+)$/.exec(title)?.[1];
}

/** Writes "&" as "and", and "and" as "&". */
export function otherAnd(title: string): string | undefined {
  const text = title.includes('&') ? title.replaceAll('&', 'and') : title.replace(/\band\b/gi, '&');
  return changedOnly(title, text);
}

/** Leaves out the diacritics: "Amélie" becomes "Amelie". */
export function dropDiacritics(title: string): string | undefined {
  return changedOnly(title, title.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC'));
}

const ARTICLE = /^(the|an?) (?=.)/i;

/** Leaves out the leading article. */
export function dropArticle(title: string): string | undefined {
  return changedOnly(title, title.replace(ARTICLE, ''));
}

/** Puts another article in front, or "the" if there is none. */
export function wrongArticle(title: string): string {
  const rest = title.replace(ARTICLE, '');
  return rest === title || !/^the /i.test(title) ? `The ${rest}` : `A ${rest}`;
}

/** Puts the article last, as in a catalogue: "The Godfather" becomes "Godfather, The". */
export function articleLast(title: string): string | undefined {
  return changedOnly(title, title.replace(/^(the|an?) (.+)$/i, '$2, $1'));
}

function changedOnly(title: string, text: string): string | undefined {
  return text === title || text === '' ? undefined : text;
}
