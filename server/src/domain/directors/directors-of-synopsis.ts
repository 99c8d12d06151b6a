import { DIRECTOR_RULES, type DirectorRule } from './director-rules.ts';
import { completeNames, readNames } from './read-names.ts';

/** A credit for a part of the film, or for something that is not a film. */
const PART_OF_FILM =
  /\b(?:art|music(?:ally)?|action|dances?|dialogue|choreography|sequences?|scenes?|photography|unit|stage|play|songs?|videos?|episodes?|Broadway|orchestra|stunts?|score|self|not|(?:supposed|originally|planned|slated|scheduled|hired|intended|was|were) to (?:be|have been))[- ](?:(?:was|were|is|are|also|originally|once|written and|composed and) )*$/u;
/** The last of these words before a credit may mean another film. */
const OTHER_FILM =
  /\b(?:remakes?|remade|sequels?|prequels?|spin-offs?|follow-ups?|followed|reboot|original(?! (?:idea|music|script|screenplay|story))|earlier|previous|previously|another|others?|latter|version|adaptation|prior)\b/giu;
/** After these words the text is about this film again. */
const THIS_FILM =
  /\b(?:(?:the|this) (?:\p{Ll}+ )?(?:film|movie|picture|short|cartoon|serial|production|version|adaptation|remake)(?: version)?,? (?:also )?(?:is|was|stars|starred|features|,)|it (?:is|was|stars)|and (?:was |is )?$|who|that was $)/iu;
const BASED_ON_FILM = /\b(?:based (?:up)?on|adapted from|remake of|inspired by)\b[^,;]*\b(?:film|short|series|movie|documentary)\b[^,;]*$/u;
const SENTENCE_END = /(?<=[\p{Ll}\d)"”'’][.!?]["”)]?) (?=["“]?\p{Lu})|(?<=;) /gu;

/**
 * The directors that a synopsis names, in its order. Empty if it names none. The rules are in docs/directors.md.
 *
 * @param synopsis the `extract` of a film
 */
export function directorsOfSynopsis(synopsis: string): readonly string[] {
  const text = /\s\s|[^\S ]/u.test(synopsis) ? synopsis.replace(/\s+/gu, ' ') : synopsis;
  for (const rule of DIRECTOR_RULES) {
    const names = namesByRule(rule, text);
    if (names.length > 0) return names;
  }
  return [];
}

/** The names of the first credit, and of all credits of co-directors behind it. */
function namesByRule({ pattern, onlyFirst, onlyFullNames }: DirectorRule, text: string): readonly string[] {
  const directors = new Set<string>();
  for (const match of text.matchAll(pattern)) {
    const isCoDirector = /\bco-?$/iu.test(text.slice(0, match.index));
    if (directors.size > 0 && !isCoDirector) continue;
    const credit = match.groups?.['names'];
    if (isAboutOther(text, match.index)) continue;
    const names =
      credit === undefined ? readNames(text, match.index + match[0].length) : readNames(credit, 0);
    for (const name of completeNames(onlyFirst ? names.slice(0, 1) : names, text)) {
      if (!onlyFullNames || name.includes(' ')) directors.add(name);
    }
  }
  return [...directors];
}

/** Whether the credit at an index is for a part of the film or for another film. */
function isAboutOther(text: string, index: number): boolean {
  const start = sentenceStart(text, index);
  const sentence = text.slice(start, index).replace(/\bco-?$/iu, '');
  if (PART_OF_FILM.test(sentence.slice(-60)) || BASED_ON_FILM.test(sentence)) return true;
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
