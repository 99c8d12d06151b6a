import { PERSON_NAME } from './person-name.ts';

export type DirectorRule = {
  readonly id: string;
  /** Finds a credit. The names are in the group `names`, or begin right behind the match if it has no such group. */
  readonly pattern: RegExp;
  /** Whether only the first name counts, because the others may be actors. */
  readonly onlyFirst?: true;
  /** Whether a single word is too little for a name. */
  readonly onlyFullNames?: true;
  readonly example: { readonly synopsis: string; readonly directors: readonly string[] };
};

/** "written", "co-produced", "executive produced" */
const CREDIT = String.raw`(?:(?:co|executive)[-–‑ ]?)?\p{Ll}+(?:ed|en|ot)`;
/** "directed, written and edited" */
const DIRECTED = String.raw`(?:\b|\bfilm|\bco)[Dd]irected(?:(?:,? and|,| &) ${CREDIT})*`;
const FILM =
  '(?:films?|movie|picture|documentary|short|serial|production|cartoon|comedy|drama|thriller|western|Western|feature|mockumentary)';
const NAMES = String.raw`(?<![\p{L}\p{M}\p{N}.'’-])(?<names>${PERSON_NAME}(?:,? (?:and|&) ${PERSON_NAME})?)`;

/** In the order in which they are tried. The first rule that finds a name decides. */
export const DIRECTOR_RULES: readonly DirectorRule[] = [
  {
    id: 'directed-by',
    pattern: new RegExp(String.raw`${DIRECTED}(?: (?:in|for|on)(?: [\p{L}\d.-]+){1,3})? by(?: both)?(?:,?(?: and)? ${CREDIT} by)* `, 'gu'),
    example: {
      synopsis: 'Heat is a film written, directed and produced by Ann Lee and starring Bob Ray.',
      directors: ['Ann Lee'],
    },
  },
  {
    id: 'directed-by-and-starring',
    pattern: new RegExp(
      String.raw`${DIRECTED}(?: by)?(?:,?(?: and)? ${CREDIT} by)*,? and,? (?:(?:also |co-)?starring|featuring),? `,
      'gu',
    ),
    onlyFirst: true,
    example: { synopsis: 'Heat is a film directed by and starring Ann Lee and Bob Ray.', directors: ['Ann Lee'] },
  },
  {
    id: 'directed',
    pattern: new RegExp(
      String.raw`\b(?:co-?)?direct(?:ed|s)\b(?<=${NAMES}(?:,? who)?(?: (?:has|have|also|both))*(?:(?: (?:wrote|produced|adapted|edited|scripted|starred),?)+(?: and)?(?: also)?)? \S+)(?: and (?:co-?)?(?:wrote|produced|edited))?(?= (?:the|this) (?:\p{Ll}+ )?${FILM}\b| it\b|[.,;]| and | with | while |$)`,
      'gu',
    ),
    example: { synopsis: 'Heat is a film about a thief. Ann Lee directed and Bob Ray stars.', directors: ['Ann Lee'] },
  },
  {
    id: 'directing',
    pattern: new RegExp(String.raw`\b(?:co-?)?directing\b(?<=\b[Ww]ith ${NAMES} \S+)`, 'gu'),
    example: { synopsis: 'Heat stars Bob Ray, with Ann Lee directing.', directors: ['Ann Lee'] },
  },
  {
    id: 'film-by-director',
    pattern: new RegExp(
      String.raw`\b${FILM},? (?:by|from)(?= (?:an? |the |\p{L}[\p{L}-]* ){0,4}(?:director|film-?maker)s?\b) `,
      'gu',
    ),
    example: { synopsis: 'Heat is a film by the French director Ann Lee.', directors: ['Ann Lee'] },
  },
  {
    id: 'directorial-debut',
    pattern: /\b(?:directorial|directing) (?:feature |film )?debut (?:of|for|by) /gu,
    example: { synopsis: 'Heat is the directorial debut of the actor Ann Lee.', directors: ['Ann Lee'] },
  },
  {
    id: 'own-directorial-debut',
    pattern: new RegExp(
      String.raw`\b(?:directorial|directing)\b(?<=${NAMES}['’]s?(?: \p{L}[\p{L}-]*){0,3} \S+) (?:feature |film )?(?:debut|effort)\b`,
      'gu',
    ),
    example: { synopsis: "Heat was Ann Lee's feature directorial debut.", directors: ['Ann Lee'] },
  },
  {
    id: 'is-the-director',
    pattern: new RegExp(
      String.raw`\bdirector\b(?<=${NAMES} (?:(?:was|is)(?: credited as)?|served as|serves as|as)(?: the| its)?(?: film's| sole| main| primary)? \S+)(?! of (?!the (?:film|movie)))`,
      'gu',
    ),
    example: { synopsis: 'Heat stars Bob Ray. Ann Lee was the director.', directors: ['Ann Lee'] },
  },
  {
    id: 'direction-of',
    pattern: /\bunder the (?:direction|supervision and direction) of |\b(?:[Tt]he|[Ii]ts|film's) director(?: of the film)? (?:is|was) /gu,
    example: { synopsis: 'Heat was made under the direction of Ann Lee.', directors: ['Ann Lee'] },
  },
  {
    id: 'director',
    pattern:
      /\b(?:(?:for|of|between|by|and|with|its|both|from) (?:(?:the|its|veteran|first-time|\p{Lu}\p{Ll}+) ){0,2}|(?:^|[.] ))[Dd]irector,? (?=\p{Lu})/gu,
    onlyFirst: true,
    onlyFullNames: true,
    example: { synopsis: 'Heat was an early film for director Ann Lee.', directors: ['Ann Lee'] },
  },
  {
    id: 'film-by',
    pattern: new RegExp(String.raw`\b${FILM} by (?=\p{Lu})`, 'gu'),
    onlyFullNames: true,
    example: { synopsis: 'Heat is a 1995 documentary film by Ann Lee.', directors: ['Ann Lee'] },
  },
];
