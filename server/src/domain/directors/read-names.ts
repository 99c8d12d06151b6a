import { NATIONALITY } from './nationalities.ts';
import { PERSON_NAME } from './person-name.ts';

/** What a person is, between "directed by" and the name: "directed by the actor Ann Lee". */
const ROLE =
  '(?:actors?|actress(?:es)?|agent|animators?|artists?|auteur|author|brothers?|choreographer|cinematographers?|co-stars?|collaborators?|comedians?|composer|couple|creators?|critic|dancer|daughter|designer|directors?|documentarians?|duo|editors?|entertainer|father|film[- ]?makers?|husband|impresario|journalists?|legend|magician|maverick|member|mother|musician|native|newcomers?|nephew|nominees?|novelist|pair|partners?|performer|personality|photographers?|photojournalists?|pioneer|playwright|producers?|puppeteer|rapper|screenwriters?|siblings|singer|sisters?|son|songwriter|specialist|star|stuntman|team|trio|twins|uncredited|veterans?|wife|winners?|wrestler|writers?)(?:-in-law)?';
/** After one of these words, a name belongs to somebody else. */
const OTHER_CLAUSE =
  '(?:about|and|as|at|based|but|by|co-starred|co-starring|co-stars|featured|features|featuring|for|from|has|in|is|of|on|or|produced|starred|starring|stars|that|to|was|which|who|whose|with|written)';
const LOWER_WORD = String.raw`(?!${OTHER_CLAUSE}\b)\p{Ll}[\p{L}\p{M}'’/–-]*,?`;
/** "Academy Award", "Hollywood", "Ann's" */
const UPPER_WORD = String.raw`\p{Lu}[\p{L}\p{M}'’–-]*`;
/** "the Academy Award winner", "husband and wife duo", "the team of", "American singer-songwriter" */
const BEFORE_NAME = new RegExp(
  // eslint-disable-next-line regexp/no-super-linear-move -- tried at most 20 times on a text of at most 3,000 characters
  String.raw`(?:${LOWER_WORD} |${UPPER_WORD} |(?<=${ROLE},? )and ){0,8}(?:[\p{L}]+[-–])*${ROLE}(?:(?<=team|pair|trio|duo|couple) of)?,? (?=\p{Lu})`,
  'uy',
);
/** "American" in "by American Ann Lee" or "by the American Ann Lee", but not the given name in "by German Lee" */
const NATIONALITY_BEFORE_NAME = new RegExp(String.raw`(?:the )?${NATIONALITY} (?=\p{Lu}[^ ]* \p{Lu})`, 'uy');
const NAME = new RegExp(PERSON_NAME, 'uy');
const ANY_NAME = new RegExp(String.raw`(?<![\p{L}\p{M}'’-])${PERSON_NAME}`, 'gu');
/** "Ann", "Ann M." */
const ONE_WORD = /^[^ ]*\p{Ll}(?: \p{Lu}\.)?$/u;
/** "Lee" in "Ann M. Lee", "de Lee" in "Ann de Lee" */
const SURNAME = /^[^ ]+(?: \p{Lu}\.)* ((?:\p{Ll}+ )*[^ .]+)$/u;
/** Words for many people, such as "Americans" or "Heroes". An -s alone does not show a plural: "by Costa-Gavras". */
const PLURAL = new RegExp(String.raw`^(?:${NATIONALITY}s|\p{L}+(?:oes|ians|[Ww]omen))$`, 'u');
const PRONOUN = /^(?:He|She)$/u;
/**
 * A single word is a name only if the clause ends after it. In "by British cameraman Ann Lee", "British" is not a name.
 */
const CLAUSE_END = new RegExp(
  String.raw`(?=$|[.,;:–—]| [(&]| ${OTHER_CLAUSE}\b| (?:alongside|under|when|after|before|during|while)\b)`,
  'uy',
);
const POSSESSIVE = /['’]s?(?!\p{L})/uy;
/** The Lee Brothers, the Lees */
const GROUP = /[Tt]he (\p{Lu}[\p{L}\p{M}]+(?: (?:[Bb]rothers|[Ss]isters|[Tt]wins)|s))(?![\p{L}’'-]| \p{Lu})/uy;
/** A gloss after a name: "Lu Chuan (陆川)", "Ann Lee (uncredited)" */
const GLOSS = / \([^()]{1,60}\)/uy;
const SEPARATOR = /(?:(,? (?:and|&|together with|along with|as well as)|,) )/uy;
/** In "Ann Lee and Bob Ray star", Bob Ray did not direct. */
const VERB =
  / (?:also |both )?(?:stars?|starred|co-?stars?|co-?starred|plays?|played|appears?|appeared|wrote|writes|co-?wrote|is|are|was|were|has|had|portrays?|portrayed|makes?|made|produced(?! by)|won|received|as|served|features?)\b/uy;
const COMPANY =
  /\b(?:Animation|Artists|Bros|Broadcasting|Cinemas?|Company|Corporation|Entertainment|Films?|Group|Inc|Media|Metro|Network|Paramount|Pictures|Productions?|RKO|Society|Studios?|Television|Universal|University)\b/u;

/**
 * The list of names that begins at an index of a text, such as "Ann Lee", "the actors Ann Lee and Bob Ray" or "Ann, Bob
 * and Carl Ray". Empty if there is no name.
 */
export function readNames(text: string, start: number): readonly string[] {
  const found: string[] = [];
  let end = start;
  let at = start;
  let isComplete = false;
  for (;;) {
    const name = readName(text, at);
    if (!name) break;
    found.push(name.name);
    end = skip(GLOSS, text, name.end);
    SEPARATOR.lastIndex = end;
    const separator = SEPARATOR.exec(text);
    // The name after the "and" is the last: "Ann Lee, Bob Ray and Carl Poe, ...".
    if (!separator || (isComplete && separator[1] === ',')) break;
    isComplete ||= separator[1] !== ',';
    at = SEPARATOR.lastIndex;
  }
  const company = found.findIndex((name) => COMPANY.test(name));
  const people = company < 0 ? found : found.slice(0, company);
  // Names with commas between them are a list only if an "and" follows.
  return isComplete && skip(VERB, text, end) === end ? people : people.slice(0, 1);
}

/**
 * Completes names of only one word. A given name gets the surname of a name after it: "Ann and Bob Lee". A surname gets
 * the given name that it has elsewhere in the text.
 */
export function completeNames(names: readonly string[], text: string): readonly string[] {
  let others: readonly string[] | undefined;
  return names.map((name, i) => {
    if (!ONE_WORD.test(name)) return name;
    others ??= Array.from(text.matchAll(ANY_NAME), ([other]) => other);
    const full = others.find((other) => other.endsWith(` ${name}`));
    if (full !== undefined) return full;
    const surname = names.slice(i + 1).map((other) => SURNAME.exec(other)?.[1]);
    const shared = surname.find((found) => found !== undefined);
    return shared === undefined ? name : `${name} ${shared}`;
  });
}

function readName(text: string, start: number): { name: string; end: number } | undefined {
  GROUP.lastIndex = start;
  const group = GROUP.exec(text)?.[1];
  if (group !== undefined) {
    return { name: `The ${group.replace(/ \p{Ll}/u, (letter) => letter.toUpperCase())}`, end: GROUP.lastIndex };
  }
  NAME.lastIndex = skip(NATIONALITY_BEFORE_NAME, text, skip(BEFORE_NAME, text, start));
  const name = NAME.exec(text)?.[0];
  const end = NAME.lastIndex;
  if (name === undefined || skip(POSSESSIVE, text, end) > end) return undefined;
  CLAUSE_END.lastIndex = end;
  if (!name.includes(' ') && (PRONOUN.test(name) || PLURAL.test(name) || !CLAUSE_END.test(text))) return undefined;
  return { name: name.replace(/,(?= (?:[JS]r|I))/u, ''), end };
}

function skip(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
