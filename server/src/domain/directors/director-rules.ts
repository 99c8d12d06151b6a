import { PERSON_NAME } from './person-name.ts';

/** How a synopsis says who directed the film. */
export type DirectorRule = {
  readonly id: string;
  /** What the rule finds, for docs/directors.md. */
  readonly finds: string;
  /** Finds a credit. The names are in the group `names`, or begin right after the match if it has no such group. */
  readonly pattern: RegExp;
  /** Whether only the first name counts, because the names after it may be actors. */
  readonly onlyFirst?: true;
  /** Whether a name must have more than one word. */
  readonly onlyFullNames?: true;
  readonly example: { readonly synopsis: string; readonly directors: readonly string[] };
};

/** "written", "co-produced", "executive produced" */
const CREDIT = String.raw`(?:(?:co|executive)[-–‑ ]?)?\p{Ll}{1,30}(?:ed|en|ot)`;
/** A film has few credits. Without this limit, "directed by directed by ..." would be read to its end from each word. */
const MAX_CREDITS = '{0,8}';
/** "directed, written and edited". "filmdirected" is a misspelling that the data has. */
const DIRECTED = String.raw`\b(?:film|[Cc]o-?)?[Dd]irected(?:(?:,? and|,| &) ${CREDIT})${MAX_CREDITS}`;
const FILM =
  '(?:films?|movie|picture|documentary|short|serial|production|cartoon|comedy|drama|thriller|western|Western|feature|mockumentary)';
/** "directed" is not found in "misdirected" or "Édirected", which may be a word of a name, but in "writer-directed". */
const WORD_START = String.raw`(?<![\p{L}\p{M}\p{N}'’])`;
const NAME_START = String.raw`(?<![\p{L}\p{M}\p{N}.'’-])`;
const NAME = `${NAME_START}(?<names>${PERSON_NAME})`;
const NAMES = `${NAME_START}(?<names>${PERSON_NAME}(?:,? (?:and|&) ${PERSON_NAME})?)`;
/** "Ann Lee {has also written, produced and} directed" */
const OTHER_WORK = String.raw`(?: (?:has|have|also|both))*(?:(?: (?:wrote|produced|adapted|edited|scripted|starred),?)+(?: and)?(?: also)?)?`;
/** Matches neither "directed two segments" nor "directed Heat II". */
const THE_FILM = String.raw`(?: and (?:co-?)?(?:wrote|produced|edited))?(?= (?:the|this) (?:\p{Ll}+ )?${FILM}\b| it\b|[.,;]| and | with | while |$)`;

// If the names come before the verb, the pattern finds the verb first and then looks behind it for the names. This is
// ten times as fast as finding the names first.

/** In the order in which they are tried. The first rule that finds a name decides. */
export const DIRECTOR_RULES: readonly DirectorRule[] = [
  {
    id: 'directed-by',
    finds: '"directed by", also with other credits in between, and "co-directed by"',
    pattern: new RegExp(
      String.raw`${DIRECTED}(?: (?:in|for|on)(?: [\p{L}\d.-]+){1,3})? by(?: both)?(?:,?(?: and)? ${CREDIT} by)${MAX_CREDITS} `,
      'gu',
    ),
    example: { synopsis: 'Heat is a film written, directed and produced by Ann Lee.', directors: ['Ann Lee'] },
  },
  {
    id: 'directed-by-and-starring',
    finds: '"directed by and starring" (the first name only, because the others may be actors)',
    pattern: new RegExp(
      String.raw`${DIRECTED}(?: by)?(?:,?(?: and)? ${CREDIT} by)${MAX_CREDITS},? and,? (?:(?:also |co-)?starring|featuring),? `,
      'gu',
    ),
    onlyFirst: true,
    example: { synopsis: 'Heat is a film directed by and starring Ann Lee and Bob Ray.', directors: ['Ann Lee'] },
  },
  {
    id: 'directed',
    finds: 'names before "directed" or "directs"',
    pattern: new RegExp(
      String.raw`${WORD_START}(?:[Cc]o-?)?direct(?:ed|s)\b(?<=${NAMES}${OTHER_WORK} \S{1,20})${THE_FILM}`,
      'gu',
    ),
    example: { synopsis: 'Heat is a film about a thief. Ann Lee directed and Bob Ray stars.', directors: ['Ann Lee'] },
  },
  {
    id: 'who-directed',
    finds: 'a name before "who directed" and the like',
    pattern: new RegExp(
      String.raw`${WORD_START}(?:[Cc]o-?)?direct(?:ed|s)\b(?<=${NAME},? who${OTHER_WORK} \S{1,20})${THE_FILM}`,
      'gu',
    ),
    example: { synopsis: 'Heat stars Bob Ray and Ann Lee, who also directed it.', directors: ['Ann Lee'] },
  },
  {
    id: 'directing',
    finds: '"with" and names before "directing"',
    pattern: new RegExp(String.raw`${WORD_START}(?:[Cc]o-?)?directing\b(?<=\b[Ww]ith ${NAMES} \S{1,20})`, 'gu'),
    example: { synopsis: 'Heat stars Bob Ray, with Ann Lee directing.', directors: ['Ann Lee'] },
  },
  {
    id: 'film-by-director',
    finds: '"film by" or "film from" and a director or filmmaker',
    pattern: new RegExp(
      String.raw`\b${FILM},? (?:by|from)(?= (?:an? |the |\p{L}[\p{L}-]* ){0,4}(?:director|film-?maker)s?\b) `,
      'gu',
    ),
    example: { synopsis: 'Heat is a film by the French director Ann Lee.', directors: ['Ann Lee'] },
  },
  {
    id: 'directorial-debut',
    finds: '"directorial debut of"',
    pattern: /\b(?:directorial|directing) (?:feature |film )?debut (?:of|for|by) /gu,
    example: { synopsis: 'Heat is the directorial debut of the actor Ann Lee.', directors: ['Ann Lee'] },
  },
  {
    id: 'own-directorial-debut',
    finds: 'a name with \'s before "directorial debut"',
    pattern: new RegExp(
      String.raw`${WORD_START}(?:directorial|directing)\b(?<=${NAMES}['’]s?(?: \p{L}[\p{L}-]*){0,3} \S{1,20}) (?:feature |film )?(?:debut|effort)\b`,
      'gu',
    ),
    example: { synopsis: "Heat was Ann Lee's feature directorial debut.", directors: ['Ann Lee'] },
  },
  {
    id: 'is-the-director',
    finds: 'a name before "was the director", "as director" and the like',
    pattern: new RegExp(
      String.raw`${WORD_START}director\b(?<=${NAMES} (?:(?:was|is)(?: credited as)?|served as|serves as|as)(?: the| its)?(?: film's| sole| main| primary)? \S{1,20})(?! of (?!the (?:film|movie)))`,
      'gu',
    ),
    example: { synopsis: 'Heat stars Bob Ray. Ann Lee was the director.', directors: ['Ann Lee'] },
  },
  {
    id: 'direction-of',
    finds: '"under the direction of" and "the director was"',
    pattern: /\bunder the direction of |\b(?:[Tt]he|[Ii]ts|film's) director(?: of the film)? (?:is|was) /gu,
    example: { synopsis: 'Heat was made under the direction of Ann Lee.', directors: ['Ann Lee'] },
  },
  {
    id: 'director',
    finds: '"director" before a full name, after a word such as "for" or "its"',
    pattern:
      /\b(?:(?:for|of|between|by|and|with|its|both|from) (?:(?:the|its|veteran|first-time|\p{Lu}\p{Ll}+) ){0,2}|(?:^|[.] ))[Dd]irector,? (?=\p{Lu})/gu,
    onlyFirst: true,
    onlyFullNames: true,
    example: { synopsis: 'Heat was an early film for director Ann Lee.', directors: ['Ann Lee'] },
  },
  {
    id: 'film-by',
    finds: '"film by" before a full name, in the first 200 characters',
    pattern: new RegExp(String.raw`^.{0,200}?\b${FILM} by (?=\p{Lu})`, 'gu'),
    onlyFullNames: true,
    example: { synopsis: 'Heat is a 1995 documentary film by Ann Lee.', directors: ['Ann Lee'] },
  },
];
