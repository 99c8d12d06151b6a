import { dropIf, eachValue, NAMES, PEOPLE, type ImportRule } from './import-rule.ts';
import { dropSplitNotes, joinSuffixes, splitGenres, splitNames } from './name-lists.ts';

const CREDITS =
  '(?:narrat(?:ed|ion)|voiced?|voices|directed|written|produced|hosted|presented|introduced|created|performed|' +
  'screenplay|story|music(?:al score)?|(?:archiv(?:e|al) )?footage|interviews?|appearances?)';

/** "Dir.: ", "Cast:", "Voices of ", "Narrated by " or "Starring ", before a name or alone. */
const LABEL = new RegExp(
  `^(?:[\\p{L}. ]{1,24}:(?=\\s|$)|(?:with )?(?:the )?${CREDITS} (?:of|by|with)(?=$|\\s\\p{Lu})|` +
    '(?:also |co-)?(?:starring|featuring)(?=$|\\s\\p{Lu}))\\s*',
  'iu',
);
/** "as Forrest Gump", "as himself" or ", uncredited". */
const CREDIT = /(?:^|(?<! ) +|, +)(?:as (?:\p{Lu}|himself|herself|themsel).*|uncredited|nominee|winner)$/u;

const STARTS_WITH_LOWER_CASE = /^\p{Ll}/u;

/** "(voice of)" at the beginning. Text in brackets between two words is a nickname. */
const NOTE_IN_FRONT = /^(?:\([^()]*\)|\[[^[\]]*\])\s*/;
const NICKNAME = /(?<=\S )\(([^()"]+)\)(?= \S)/g;

const JOINING_WORD_IN_FRONT = /^(?:(?:and|with|or|by|plus) |[&+,.;:|/•·*–—-]+ )+(?=\p{Lu}|\p{Lo}|\d|$)/u;
const JOINING_WORD_AT_END = /(?: (?:and|with|or|by|plus)|[\s,;:|/•·*–—-]| [&+])$/u;
const LONGEST_JOINING_WORD = ' with'.length;

/** Entries that are a role, a heading or an award instead of a name. None of them is the name of a genre. */
const ROLE = new RegExp(
  '^(?:(?:co-?|executive |associate |assistant )?(?:directors?|producers?|writers?|screenwriters?|editors?|composers?|' +
    'narrators?|narration|narrated|cinematographers?|actors?|actress(?:es)?)|screenplay|teleplay|cast(?: list)?|' +
    'main cast|starring|featuring|(?:additional )?voices?(?: cast| actors?)?|nominees?|nominated|winners?|uncredited|' +
    'credited|cameos|guest stars?|himself|herself|themselves|various|(?:various|many|several|numerous) .*|unknown|none|n/?a|tba|tbd|others?|et al\\.?|' +
    '(?:academy award for )?best (?:supporting |leading )?(?:actor|actress|director|picture))$',
  'i',
);

const FUNCTION_WORDS =
  '(?:a|an|the|of|and|or|in|on|at|to|by|for|from|with|as|is|against|between|about|within|into|under|over|also|his|her|their)';
/** "and", "the 1999" or "and his Orchestra". The leader of that orchestra is the previous entry. */
const ONLY_FUNCTION_WORDS = new RegExp(
  `^(?:${FUNCTION_WORDS}(?: (?:${FUNCTION_WORDS}|\\d+))*|(?:and|with) (?:his|her|their|the) .*)$`,
  'i',
);
/** "the life of" or "in post". Matches only lower case, because "Johnnie To" and "Ahney Her" are people. */
const ENDS_WITH_FUNCTION_WORD = new RegExp(` (?:${FUNCTION_WORDS})$`);

/**
 * Lower-case words that names of people and groups contain: "Juan de la Cruz", "Roy Acuff and his Smoky Mountain Boys".
 */
const PARTICLES = new Set(
  (
    'a af al and at aus av bin binti bint d da dal dalla das de degli dei del della delle den der des di do dos du e ' +
    'el en et for from het his her ibn in la las le li lo los my n o of on or san st ten ter the to tot van ver vom von vor with y z zu zum zur'
  ).split(' '),
);
const PLAIN_WORD = /^\p{Ll}+(?:['’-]\p{Ll}+)*$/u;
/** "The life of Jonathan Caouette". */
const TOPIC = /^(?:[Tt]he|[Aa]n?) (?:\p{Ll}+ )+(?:of|in|with|on)(?: |$)/u;

/**
 * Rules for entries of casts, directors and genres. Their order matters, because a later rule cleans what an earlier
 * one leaves.
 */
export const NAME_RULES: readonly ImportRule[] = [
  {
    id: 'split-note',
    finds: 'a note in brackets that is spread over up to four entries',
    does: 'drops the note',
    example: { before: ['Walter Huston', '(', 'Best Actor', 'nominee)'], after: ['Walter Huston'] },
    attributes: NAMES,
    clean: dropSplitNotes,
  },
  {
    id: 'note',
    finds: 'a note in brackets before or after a name, or alone',
    does: 'drops the note and keeps the name',
    example: { before: ['Harry Carter (actor)', '(voices)'], after: ['Harry Carter'] },
    attributes: NAMES,
    clean: eachValue((name) => (/[([]/.test(name) ? withoutNotesAtEnd(name).replace(NOTE_IN_FRONT, '') : name)),
  },
  {
    id: 'nickname',
    finds: 'a nickname in brackets',
    does: 'writes it in quotes, as most names in the data do',
    example: { before: ["Dave (Tex) O'Brien"], after: ['Dave "Tex" O\'Brien'] },
    attributes: PEOPLE,
    clean: eachValue((name) => (name.includes('(') ? name.replace(NICKNAME, '"$1"') : name)),
  },
  {
    id: 'label',
    finds: 'a heading or credit before a name, or alone',
    does: 'removes the label and keeps the name',
    example: {
      before: ['Voices of', 'Dir.: Steve Asquith', 'Narrated by Orson Welles'],
      after: ['Steve Asquith', 'Orson Welles'],
    },
    attributes: NAMES,
    clean: eachValue((name) => name.replace(LABEL, '')),
  },
  {
    id: 'stray-bracket',
    finds: 'a bracket or double quote without its partner',
    does: 'removes it',
    example: { before: ['Katherine MacDonald]]'], after: ['Katherine MacDonald'] },
    attributes: NAMES,
    clean: eachValue(withoutStrayBrackets),
  },
  {
    id: 'credit',
    finds: '"as ..." or "uncredited" after a name or alone',
    does: 'removes it and keeps the name',
    example: { before: ['Tom Hanks as Forrest Gump', 'as himself'], after: ['Tom Hanks'] },
    attributes: PEOPLE,
    clean: eachValue((name) => name.replace(CREDIT, '')),
  },
  {
    id: 'genre-list',
    finds: 'several genres in one entry',
    does: 'makes them entries of their own',
    example: { before: ['Comedy/Drama; Crime'], after: ['Comedy', 'Drama', 'Crime'] },
    attributes: ['genres'],
    clean: splitGenres,
  },
  {
    id: 'list',
    finds: 'several full names in one entry',
    does: 'makes them entries of their own',
    example: { before: ['Tom Hanks, Meg Ryan and Bill Pullman'], after: ['Tom Hanks', 'Meg Ryan', 'Bill Pullman'] },
    attributes: PEOPLE,
    clean: splitNames,
  },
  {
    id: 'joining-word',
    finds: '"and", "with" or punctuation before or after a name',
    does: 'removes it',
    example: { before: ['and Ateesh Randev', '. Caroline Martin'], after: ['Ateesh Randev', 'Caroline Martin'] },
    attributes: NAMES,
    clean: eachValue((name) => withoutJoiningWordsAtEnd(name.replace(JOINING_WORD_IN_FRONT, ''))),
  },
  {
    id: 'suffix',
    finds: '"Jr.", "Sr.", "II" or "III" as an entry of its own',
    does: 'joins it to the name before it',
    example: { before: ['House Peters', 'Sr.'], after: ['House Peters Sr.'] },
    attributes: PEOPLE,
    clean: joinSuffixes,
  },
  {
    id: 'role',
    finds: 'a role, an award or a heading in place of a name',
    does: 'drops it',
    example: { before: ['Director', 'Uncredited'], after: [] },
    attributes: NAMES,
    clean: dropIf((name) => ROLE.test(name)),
  },
  {
    id: 'function-word',
    finds: 'only words such as "and" or "with", or a phrase that ends with one',
    does: 'drops it',
    example: { before: ['and', 'the long-term relationships of'], after: [] },
    attributes: NAMES,
    clean: dropIf((name) => ONLY_FUNCTION_WORDS.test(name) || ENDS_WITH_FUNCTION_WORD.test(name)),
  },
  {
    id: 'phrase',
    finds: 'ordinary words in lower case, which are a part of a sentence and not a name',
    does: 'drops them',
    example: { before: ['stand-up comedy', 'South Africa under apartheid'], after: [] },
    attributes: PEOPLE,
    clean: dropIf(isPhrase),
  },
  {
    id: 'no-letter',
    finds: 'an entry without a letter',
    does: 'drops it',
    example: { before: ['.', '1999'], after: [] },
    attributes: NAMES,
    clean: dropIf((name) => !/\p{L}/u.test(name)),
  },
  {
    id: 'repeated',
    finds: 'an entry that the list already has',
    does: 'drops it',
    example: { before: ['Nick Swardson', 'David Spade', 'Nick Swardson'], after: ['Nick Swardson', 'David Spade'] },
    attributes: NAMES,
    clean: (values, onChange) => {
      const seen = new Set(values);
      if (seen.size === values.length) return values;
      seen.clear();
      for (const value of values) {
        if (seen.has(value)) onChange(value, '');
        else seen.add(value);
      }
      return [...seen];
    },
  },
];

/**
 * Removes "(actor)" and "[de]" from the end, each time by looking back from the end. An expression would look for the end
 * from every bracket.
 */
function withoutNotesAtEnd(name: string): string {
  let rest = name;
  for (;;) {
    const brackets = rest.endsWith(')') ? '()' : '[]';
    const [open = '', close = ''] = brackets;
    const start = rest.endsWith(close) ? rest.lastIndexOf(open) : -1;
    if (start < 0 || rest.indexOf(close, start) < rest.length - 1) return rest;
    rest = rest.slice(0, start).trimEnd();
  }
}

function withoutJoiningWordsAtEnd(name: string): string {
  let end = name.length;
  for (;;) {
    const [word = ''] = JOINING_WORD_AT_END.exec(name.slice(Math.max(0, end - LONGEST_JOINING_WORD), end)) ?? [];
    if (word === '') return name.slice(0, end);
    end -= word.length;
  }
}

function withoutStrayBrackets(name: string): string {
  if (!/[()[\]{}<>"]/.test(name)) return name;
  let rest = name;
  for (const [open, close] of ['()', '[]', '{}', '<>']) {
    if (open === undefined || close === undefined) continue;
    const isBalanced = rest.split(open).length === rest.split(close).length;
    if (!isBalanced) rest = rest.replaceAll(open, '').replaceAll(close, '');
  }
  if (rest.split('"').length % 2 === 0) rest = rest.replaceAll('"', '');
  return rest === name ? name : rest.replace(/\s+/g, ' ').trim();
}

/**
 * Finds phrases such as "drag queens", "South Africa under apartheid" and "Brenton Butler case". A name may have one
 * lower-case word ("Mc chris"). It may also have any number of particles, and any number of words with characters that
 * ordinary words do not have ("will.i.am", "k.d. lang", "deadmau5").
 */
function isPhrase(name: string): boolean {
  if (TOPIC.test(name)) return true;
  const words = name.split(' ');
  const isPlain = words.map((word) => PLAIN_WORD.test(word));
  if (STARTS_WITH_LOWER_CASE.test(name) && isPlain.every(Boolean)) return true;
  const ordinary = words.filter((word, i) => isPlain[i] && !PARTICLES.has(word));
  return ordinary.length >= 2 || (ordinary.length === 1 && words.length >= 3 && words.at(-1) === ordinary[0]);
}
