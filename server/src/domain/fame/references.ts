import { titleKey } from '../text/fold-text.ts';
import type { FameFacts } from './film-facts.ts';
import { TitleFinder, type FoundTitle } from './title-finder.ts';

/** How many points each kind of reference to a film gives. */
const POINTS = {
  /** A title with its year, such as "Footloose (1984)" or "the 1984 film Footloose". */
  titleAndYear: 2,
  /** A title without its year that the text marks as that of a film, such as "a sequel to Footloose". */
  calledFilm: 1,
  /** The words of a title, which may mean something else, such as "New York". */
  bareTitle: 0.2,
  /** The maximum that a film can get for bare titles. The limit is needed because many synopses say "New York". */
  bareTitles: 1,
  /** A film of the same title whose synopsis names this film's year, as is usual for remakes. */
  sameTitle: 1,
  /** A film whose title is this film's title followed by a number or a subtitle, such as "Rocky II". */
  sequel: 1,
} as const;

/** A synopsis may mention a film that was released up to this many years after its own film. */
const YEARS_AHEAD = 3;
/** A film that was released more than this many years after another is not its sequel. */
const SEQUEL_YEARS = 40;

const YEAR = String.raw`(1[89]\d\d|20\d\d)`;
/** "Footloose" (1984) */
const YEAR_BEHIND = new RegExp(String.raw`^["”]?,? \((?:film, )?${YEAR}\)`, 'u');
/** the 1984 musical film "Footloose"; the 1984 film's */
const YEAR_BEFORE = new RegExp(
  String.raw`\b${YEAR} (?:(?:\p{Ll}[\p{Ll}-]*|American|British) ){0,5}(?:film|movie|classic|version|musical|comedy|drama|thriller|western|hit),? ["“]?$`,
  'u',
);
/** a remake of the film "Footloose" */
const CALLED_FILM = new RegExp(
  String.raw`\b(?:films?|movies?|remakes?|sequels?|prequel|version|adaptation|classic|hit|spin-off|reboot|parody|follow-up|followed by|musical|comedy|drama|thriller|western)` +
    String.raw`(?: (?:of|to|from|on|the|both|and|called|titled|entitled|his|her|their|own|original|first|${YEAR}|film|movie|classic|musical|franchise|version))*,? ["“]?$`,
  'u',
);
/**
 * The last words before the title in {@link YEAR_BEFORE} and {@link CALLED_FILM}. These expressions are slow. Only a
 * quarter of the titles that are found have one of these words before them.
 */
const WORDS_BEFORE = new Set(
  (
    'film films movie movies remake remakes sequel sequels prequel version adaptation classic hit off reboot parody up by ' +
    'musical comedy drama thriller western of to from on the both and called titled entitled his her their own original ' +
    'first franchise'
  ).split(' '),
);
const REMAKE = /\bre-?make\b/i;
/** A number is a title only if a year follows it, as in "1984 (1956)". */
const NUMBER = /^\d+$/;
/** In "the New York Hat", "New York" is part of a longer name. */
const CAPITAL_BEHIND = /^ [\p{Lu}\d]/u;
/** A capitalised word, unless a sentence starts with it. */
const CAPITAL_BEFORE = /[^.!?:] \p{Lu}[\p{L}'’-]* $/u;
/** Titles with more words than this never count as part of a longer name. */
const PART_WORDS = 2;
/**
 * A title of more films than this is left out. A text with such a title is unlikely to mean one of these films, and each
 * reference would have to be compared with all of them. In the real data at most 9 films share a title.
 */
const MOST_NAMESAKES = 100;
/** The patterns above are looked for in this many characters before and after a title. */
const CONTEXT = 60;

/**
 * The title of a sequel: the original's title, followed either by a colon and more words, or by a number and perhaps
 * more words.
 */
const SEQUEL =
  /^(.+?)(?:: .+| (?:Part |Chapter |Volume |Vol\. )?(?:\d{1,2}|II|III|IV|V|VI|VII|VIII|IX|X)(?:[: ].*)?)$/u;

/** "the sequel to Alien", "the fourth installment in the series" */
const LATER_PART =
  /\b(?:sequel|follow-up) to\b|\b(?:direct|stand-?alone) sequel\b|\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:twenty|thirty)-\w+|\d+th|final|latest|next)(?: and \w+)?(?: [\w-]+)? (?:film|installment|instalment|entry|movie|chapter|feature) (?:in|of)\b/i;

type Points = Map<FameFacts, number>;
type Mention = { readonly films: readonly FameFacts[]; readonly points: number; readonly isBare: boolean };

export type References = {
  /**
   * The points that each film gets because other films of the catalogue refer to it. A film to which no other film
   * refers is absent.
   */
  readonly points: ReadonlyMap<FameFacts, number>;
  /** The films whose synopsis shows that they are a remake of an earlier film of the same title. */
  readonly remakes: ReadonlySet<FameFacts>;
  /** The films whose title or synopsis shows that they continue an earlier film. */
  readonly sequels: ReadonlySet<FameFacts>;
};

export function countReferences(films: readonly FameFacts[]): References {
  const remakes = new Set<FameFacts>();
  const sequels = new Set(films.filter(({ extract }) => LATER_PART.test(extract)));
  const points = countMentions(films);
  const byKey = groupBy(films, ({ key }) => key);
  for (const film of films) {
    for (const other of byKey.get(film.key) ?? []) {
      if (other.year === film.year || !film.extract.includes(String(other.year))) continue;
      add(points, other, POINTS.sameTitle);
      if (other.year < film.year && REMAKE.test(film.extract)) remakes.add(film);
    }
    const title = SEQUEL.exec(film.title)?.[1];
    const original = title === undefined ? undefined : latestBefore(film, byKey.get(titleKey(title)) ?? []);
    if (!original) continue;
    add(points, original, POINTS.sequel);
    sequels.add(film);
  }
  return { points, remakes, sequels };
}

function countMentions(films: readonly FameFacts[]): Points {
  const points: Points = new Map();
  const bare: Points = new Map();
  const byTitle = groupBy(films, ({ title }) => title);
  const finder = new TitleFinder(byTitle.keys());
  for (const film of films) {
    finder.forEach(film.extract, (found) => {
      const mention = found.title === film.title ? undefined : meaningOf(film, found, byTitle.get(found.title) ?? []);
      if (!mention) return;
      const share = mention.points / mention.films.length;
      for (const other of mention.films) add(mention.isBare ? bare : points, other, share);
    });
  }
  for (const [film, sum] of bare) add(points, film, Math.min(sum, POINTS.bareTitles));
  return points;
}

/**
 * The films that a title in a synopsis may mean, and the points that they get together. `undefined` if the words
 * probably do not mean a film.
 */
function meaningOf(
  { extract, year }: FameFacts,
  { title, start, end }: FoundTitle,
  namesakes: readonly FameFacts[],
): Mention | undefined {
  const behind = extract.slice(end, end + 4).includes('(')
    ? YEAR_BEHIND.exec(extract.slice(end, end + CONTEXT))?.[1]
    : undefined;
  if (behind === undefined && NUMBER.test(title)) return undefined;
  const isWord = !title.includes(' ');
  const mayBeCalledFilm = mayEndWithFilm(extract, start);
  // A single word is more often a name or an ordinary word than a title.
  if (behind === undefined && isWord && !mayBeCalledFilm) return undefined;
  const before = extract.slice(Math.max(0, start - CONTEXT), start);
  const mayBePart = behind === undefined && (isWord || title.split(' ').length <= PART_WORDS);
  if (mayBePart && (CAPITAL_BEHIND.test(extract.slice(end, end + 2)) || CAPITAL_BEFORE.test(before))) return undefined;
  const named = behind ?? (mayBeCalledFilm ? YEAR_BEFORE.exec(before)?.[1] : undefined);
  if (named !== undefined) {
    const ofYear = namesakes.filter((film) => film.year === Number(named));
    return { films: ofYear, points: POINTS.titleAndYear, isBare: false };
  }
  const isBare = !mayBeCalledFilm || !CALLED_FILM.test(before);
  if (isBare && isWord) return undefined;
  const released = namesakes.filter((film) => film.year <= year + YEARS_AHEAD);
  return { films: released, points: isBare ? POINTS.bareTitle : POINTS.calledFilm, isBare };
}

/** Whether the text up to a title may match {@link YEAR_BEFORE} or {@link CALLED_FILM}. */
function mayEndWithFilm(text: string, start: number): boolean {
  let end = start;
  if (text[end - 1] === '"' || text[end - 1] === '“') end -= 1;
  if (text[end - 1] !== ' ') return false;
  end -= text[end - 2] === ',' ? 2 : 1;
  let from = end;
  while (isSmallLetter(text.charCodeAt(from - 1))) from -= 1;
  return from < end ? WORDS_BEFORE.has(text.slice(from, end)) : isDigit(text.charCodeAt(end - 1));
}

/** `a` to `z`. False for NaN, which `charCodeAt` returns before the start of the text. */
function isSmallLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The latest of the films that were released before the sequel, but at most {@link SEQUEL_YEARS} years before. */
function latestBefore(sequel: FameFacts, films: readonly FameFacts[]): FameFacts | undefined {
  let latest: FameFacts | undefined;
  for (const film of films) {
    const age = sequel.year - film.year;
    if (age > 0 && age <= SEQUEL_YEARS && (!latest || film.year > latest.year)) latest = film;
  }
  return latest;
}

function add(points: Points, film: FameFacts, more: number): void {
  points.set(film, (points.get(film) ?? 0) + more);
}

/** The films of each key that at most {@link MOST_NAMESAKES} films have. */
function groupBy(films: readonly FameFacts[], keyOf: (film: FameFacts) => string): Map<string, FameFacts[]> {
  const groups = new Map<string, FameFacts[]>();
  for (const film of films) {
    const key = keyOf(film);
    const group = groups.get(key);
    if (group) group.push(film);
    else groups.set(key, [film]);
  }
  for (const [key, group] of groups) if (group.length > MOST_NAMESAKES) groups.delete(key);
  return groups;
}
