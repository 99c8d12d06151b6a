/**
 * Whether the API counts two spellings as one person or genre. It does so if they differ only in case, diacritics,
 * punctuation and spaces. A link from a film has the film's own spelling ("Zasu Pitts"), and the facet may show another
 * spelling ("ZaSu Pitts").
 */
export function isSameName(one: string, other: string): boolean {
  return one === other || squash(one) === squash(other);
}

function squash(name: string): string {
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return letters === '' ? name : letters;
}
