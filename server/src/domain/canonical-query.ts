/** The longest query, in characters. The limit applies both before and after canonicalization. */
export const MAX_MOVIE_QUERY_LENGTH = 200;

/**
 * The form that all spellings of a text share. Characters are normalized to NFKC and folded to one case, invisible ones
 * are removed, each run of white space becomes one space, and the ends are trimmed. Two texts with the same form are
 * the same search, so this form is the cache key. It is not what the provider is asked, see {@link askedQuery}.
 * Canonicalizing a canonical text changes nothing. The result may be empty.
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
 * What the provider is asked when a user types the text: the same visible characters, composed, in lower case and with
 * single spaces. A provider knows films by their titles as people write them. It does not find 8½ as 81⁄2, or a Greek or
 * Thai word whose letters were replaced. Case does not matter to it. Invisible characters do: a zero-width space in
 * `superman` makes two words of it, and the answer would be served to everybody who searches for `superman`. The canonical
 * form of the result is that of the text.
 */
export function askedQuery(text: string): string {
  const visible = text.toWellFormed().replace(INVISIBLE_BUT_JOINERS, '').normalize('NFC').replace(IDLE_JOINERS, '');
  const typed = visible.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const lower = typed.toLowerCase();
  // The dotted capital I has no lower case of one character, except in Turkish. Such a text stays as it is.
  return lower.length === typed.length ? lower : typed;
}

const INVISIBLE_BUT_JOINERS = /[\p{Default_Ignorable_Code_Point}--[\u200c\u200d]]+/gv;
/**
 * Joiners that change nothing. U+200C is part of words in Persian and Hindi, and U+200D of words in Hindi and of emoji. So
 * they are kept after characters of these scripts, and after pictographs.
 */
const IDLE_JOINERS =
  /(?<![\p{scx=Arab}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}])\u200c|(?<![\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{Extended_Pictographic}\p{Emoji_Modifier}])\u200d/gv;

/**
 * Soft hyphens, zero-width spaces, joiners and variation selectors. They come with pasted text, and nobody types them
 * on purpose.
 */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}+/gu;

/** Upper case comes first, because only upper case makes ß equal to SS, ς to σ, and ſ to s. */
function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}
