/** "art directed by", "the play was directed by", "was to be directed by" */
const NOT_THE_FILM =
  /\b(?:art|music(?:ally)?|action|dances?|dialogue|choreography|sequences?|scenes?|photography|unit|stage|play|songs?|videos?|episodes?|Broadway|orchestra|stunts?|score|self|not|(?:supposed|originally|planned|slated|scheduled|hired|intended|was|were) to (?:be|have been))[- ](?:(?:was|were|is|are|also|originally|once|written and|composed and) )*$/u;
/** {@link NOT_THE_FILM} is tried on this many characters before a credit. */
const CONTEXT = 60;
/** The other patterns are tried on this many characters. Their time grows with the square of them. */
const LONGEST_SENTENCE = 500;
/** "based on the 2003 short film" */
const BASED_ON_FILM =
  /\b(?:based (?:up)?on|adapted from|remake of|inspired by)\b[^,;]*\b(?:film|short|series|movie|documentary)\b[^,;]*$/u;
/** After one of these words a credit may be for another film. */
const OTHER_FILM =
  /\b(?:remakes?|remade|sequels?|prequels?|spin-offs?|follow-ups?|followed|reboot|original(?! (?:idea|music|script|screenplay|story))|earlier|previous|previously|another|others?|latter|version|adaptation|prior)\b/giu;
/** After these words the text is about this film again: "A remake of Heat, the film was directed by Ann Lee." */
const THIS_FILM =
  /\b(?:(?:the|this) (?:\p{Ll}+ )?(?:film|movie|picture|short|cartoon|serial|production|version|adaptation|remake)(?: version)?,? (?:also )?(?:is|was|stars|starred|features|,)|it (?:is|was|stars)|and (?:was |is )?$|who|that was $)/iu;
const SENTENCE_END = /(?<=[\p{Ll}\d)"”'’][.!?]["”)]?) (?=["“]?\p{Lu})|(?<=;) /gu;

/**
 * Whether the credit at an index of a synopsis is for a part of the film, for another film or for a play, or was only
 * planned.
 */
export function isOtherCredit(synopsis: string, index: number): boolean {
  const start = sentenceStart(synopsis, index);
  const sentence = synopsis.slice(Math.max(start, index - LONGEST_SENTENCE), index);
  if (NOT_THE_FILM.test(sentence.slice(-CONTEXT)) || BASED_ON_FILM.test(sentence)) return true;
  // The first sentence says what the film is: "Heat is a 1995 remake of L.A. Takedown directed by Ann Lee."
  if (start === 0) return false;
  const other = [...sentence.matchAll(OTHER_FILM)].at(-1);
  return other !== undefined && !THIS_FILM.test(sentence.slice(other.index + other[0].length));
}

function sentenceStart(text: string, index: number): number {
  let start = 0;
  for (const match of text.matchAll(SENTENCE_END)) {
    if (match.index >= index) break;
    start = match.index + 1;
  }
  return start;
}
