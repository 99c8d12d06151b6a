/** Words in lower case that belong to a name, such as "von" in "Erich von Stroheim". */
const PARTICLES =
  "de|da|do|du|del|della|delle|dei|den|der|des|dos|das|di|la|le|el|al|bin|ibn|ben|bo|van|von|vom|zu|zur|ter|ten|te|af|av|y|'t";
/** Words that begin a sentence, and titles of people. They end a name: "by William G. The film" names "William G.". */
const NOT_IN_NAMES =
  'The|This|That|These|It|Its|In|On|At|As|After|Based|Both|But|By|Co|Filmed|Following|For|From|Her|His|If|Originally|Released|Set|She|Shot|Starring|They|Though|Together|Unlike|When|While|With|Written|Adapted|Although|Actor|Actress|Assigned|Directed|Director|Filmmaker|Produced|Producer|Star|Writer|[JS]r';

/** "Anne-Marie", "O'Brien", "DiCaprio". The possessive "'s" is not part of the word. */
const WORD = String.raw`(?!(?:${NOT_IN_NAMES})\b)[\p{Lu}\p{Lt}\p{Lo}ʻ][\p{L}\p{M}]*(?:[-‐‑'’](?![sS](?![\p{L}]))[\p{L}\p{M}]+)*`;
/** "J. J.", "D.W.", "D. K." */
const INITIALS = String.raw`\p{Lu}\.(?:[- ]?\p{Lu}\.)*`;
const ABBREVIATION = String.raw`(?:St|Ste|Wm|Chas|Geo|Jos|Thos|Edw|Dr|Mr|Mrs)\.`;
/** "d'Arrast", "deWilde", "O' Brien" */
const JOINED = String.raw`(?:d['’]|O['’] |de|Mc|Mac|al-|el-)\p{Lu}[\p{L}\p{M}]+`;
const PART = `(?:${ABBREVIATION}|${INITIALS}|${JOINED}|${WORD})`;
/** "Fatty" in: Roscoe "Fatty" Arbuckle */
const NICKNAME = String.raw`(?:"[^"]{1,20}"|“[^”]{1,20}”|'[^']{1,20}') `;
const SUFFIX = String.raw`(?:,? (?:[JS]r\b\.?|I{2,3}\b|IV\b))?`;
const LINK = `(?:${NICKNAME}|(?:(?:${PARTICLES}) ){1,3})?`;

/** The source of a regular expression for the name of one person. It needs the flag `u`. */
export const PERSON_NAME = `(?:(?:${PARTICLES}) ){0,3}${PART}(?: ${LINK}${PART})*${SUFFIX}`;
