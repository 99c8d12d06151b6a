/** The longest query that is passed on, in characters, before and after canonicalising. */
export const MAX_MOVIE_QUERY_LENGTH = 200;

/**
 * A text in the form that all its spellings share: compatibility forms (NFKC), one case, invisible characters gone, runs
 * of white space one space, none at the ends. Two texts with the same form are one search, and the provider is asked
 * with this form, so that the answer depends on nothing that the cache key leaves out. Canonicalising twice changes
 * nothing. May be empty.
 */
export function canonicalQuery(text: string): string {
  let before: string;
  let form = text.toWellFormed();
  // Composing can make a letter whose case folds again (an iota below, a dotted capital I); that ends after two rounds.
  do {
    before = form;
    form = foldCase(form.normalize('NFKC')).replace(INVISIBLE, '').normalize('NFKC');
  } while (form !== before);
  return form.replace(/\s+/gu, ' ').trim();
}

/** Soft hyphens, zero-width spaces, joiners, variation selectors: pasted along and never meant. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}+/gu;

/** Upper case first: only there are ß and SS, ς and σ, ſ and s alike. */
function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}
