/**
 * The longest query that is sent to the provider, in characters. The limit applies both before and after
 * canonicalization.
 */
export const MAX_MOVIE_QUERY_LENGTH = 200;

/**
 * The form that all spellings of a text share. Characters are normalized to NFKC and folded to one case, invisible ones
 * are removed, each run of white space becomes one space, and the ends are trimmed. Two texts with the same form are
 * the same search. The provider gets this form too, so that the cache key contains every part of the text on which the
 * answer depends. Canonicalizing a canonical text changes nothing. The result may be empty.
 */
export function canonicalQuery(text: string): string {
  let before: string;
  let form = text.toWellFormed();
  // Composing can produce a letter that case folding changes again, such as one with an iota subscript or a dotted
  // capital I. Two rounds are enough.
  do {
    before = form;
    form = foldCase(form.normalize('NFKC')).replace(INVISIBLE, '').normalize('NFKC');
  } while (form !== before);
  return form.replace(/\s+/gu, ' ').trim();
}

/**
 * Soft hyphens, zero-width spaces, joiners and variation selectors. They come with pasted text, and nobody types them
 * on purpose.
 */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}+/gu;

/** Upper case comes first, because only upper case makes ß equal to SS, ς to σ, and ſ to s. */
function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}
