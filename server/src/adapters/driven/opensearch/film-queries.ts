import { genreKey, personKey } from '../../../domain/text/keys.ts';
import { squashedPhrases } from '../../../domain/text/squashed-forms.ts';
import {
  mayBeRespelt,
  type QueryWord,
  type SquashedReading,
  type TypedText,
} from '../search-index/match/query-plan.ts';
import { RANKS, type RankName } from '../search-index/match/ranks.ts';
import { endsWithWord } from '../search-index/match/title-match.ts';
import {
  all,
  any,
  best,
  finished,
  hasWord,
  mayBeBeginning,
  MOST_WORDS,
  nested,
  NOTHING,
  prefix,
  scored,
  term,
  terms,
  wordIn,
  wordsIn,
  type Clause,
} from './clauses.ts';

function wordsInOne(path: 'names' | 'otherTitles', words: readonly QueryWord[]): Clause {
  const filter = words.map((word) => wordIn(`${path}.words`, word));
  const people = path === 'names' ? [terms('names.field', ['cast', 'director'])] : [];
  return nested(path, all(...people, ...filter));
}

function personCalled(key: string): Clause {
  return any(term('castKeys', key), term('directorKeys', key));
}

/** The text with at most {@link MOST_WORDS} of its words. Its readings, which are compared with whole titles, remain whole. */
export function withFirstWords(text: TypedText): TypedText {
  return { ...text, words: text.words.slice(0, MOST_WORDS) };
}

/** The films that have all words, in any fields of the scope. */
export function withAllWords({ words, scope }: TypedText): Clause {
  return all(...words.map((word) => hasWord(word, scope)));
}

function spellingsOf(reading: SquashedReading): string[] {
  const { squashed, joined } = reading;
  if (!mayBeRespelt(reading)) return [];
  return [squashed, joined, ...(joined.startsWith('the') && joined.length > 5 ? [joined.slice(3)] : [])];
}

const READINGS_OF = (text: TypedText) => text.readings.slice(1);

/** The films whose whole title is the text, in any reading and spelling. */
export function wholeTitle(text: TypedText): Clause {
  return any(
    terms(
      'keys',
      text.readings.map(({ terms: words }) => words.join(' ')),
    ),
    terms('squashed', text.readings.flatMap(spellingsOf)),
  );
}

export function wholeOtherTitle(text: TypedText): Clause {
  return any(
    terms(
      'otherKeys',
      text.readings.map(({ terms: words }) => words.join(' ')),
    ),
    terms('otherSquashed', text.readings.flatMap(spellingsOf)),
  );
}

export function withTitleWords({ words }: TypedText): Clause {
  return wordsIn('titleWords', words);
}

export function withNameWords({ words }: TypedText): Clause {
  return wordsInOne('names', words);
}

/** The films of a person whose full name is the text, if the name has two words or more. */
export function withFullName({ nameTerms, scope }: TypedText): Clause {
  return scope === 'all' && nameTerms.length > 1 ? personCalled(personKey(nameTerms.join(' '))) : NOTHING;
}

/** Room between two tiers, for the order within a tier. */
const STEPS = 4;

/** The score of a rule. All scores are multiples of 1/16 below 128, so that their sums are exact. */
export function scoreOf(name: RankName): number {
  return STEPS * (RANKS.length - RANKS.findIndex((rank) => rank.name === name));
}

export function tier(name: RankName, filter: Clause): Clause {
  return scored(filter, scoreOf(name), name);
}

/**
 * How far a search went that found films with all words. With `named` and `maker`, the text is a name, so its words are
 * words of a title only if they follow each other. With `maker`, a person's full name ranks no higher than other names.
 */
type StrictReach = 'exact' | 'similar' | 'named' | 'maker';

/** The rules by which a film is found if no typo is needed; see docs/search.md. */
export function strictTiers(text: TypedText, respelt: readonly string[], reach: StrictReach): Clause[] {
  const { words, scope } = text;
  const whole = finished(words);
  const isUnfinished = words.at(-1)?.isUnfinished === true;
  const only = words.length === 1 ? words[0]!.term : undefined;
  const tiers = titleTiers(text, respelt, reach);
  if (scope === 'title') {
    tiers.push(
      tier('all-words', withAllWords({ ...text, words: whole })),
      tier('all-words-unfinished', withAllWords(text)),
    );
    return tiers;
  }
  if (reach !== 'maker') tiers.push(tier('full-name', withFullName(text)));
  const genre = text.year === undefined ? '' : genreKey(words.map(({ term: word }) => word).join(' '));
  if (text.year !== undefined)
    tiers.push(tier('genre-of-year', all(term('genreKeys', genre), term('year', text.year))));
  if (only !== undefined) tiers.push(tier('one-name', personCalled(only)));
  tiers.push(
    tier('name-words', wordsInOne('names', whole)),
    tier('all-words', withAllWords({ ...text, words: whole })),
  );
  if (isUnfinished) {
    tiers.push(
      tier('name-words-unfinished', wordsInOne('names', words)),
      tier('all-words-unfinished', withAllWords(text)),
    );
  }
  return tiers;
}

/** The rules about titles and alternative titles. */
function titleTiers(text: TypedText, respelt: readonly string[], reach: StrictReach): Clause[] {
  const { words, key, article } = text;
  const typedKey = article === '' ? key : `${article} ${key}`;
  const whole = finished(words);
  const isUnfinished = words.at(-1)?.isUnfinished === true;
  const mustFollow = (reach === 'named' || reach === 'maker') && words.length > 1;
  const inTitle = (some: readonly QueryWord[]) =>
    mustFollow ? all(wordsIn('titleWords', some), followingEachOther(words)) : wordsIn('titleWords', some);
  const tiers = [
    tier('title', term('typed', typedKey)),
    tier('title-without-article', term('key', key)),
    tier('title-respelt', any(term('keys', key), terms('squashed', spellingsOf(text.readings[0])))),
    tier(
      'title-shortened',
      any(
        terms(
          'keys',
          READINGS_OF(text).map(({ terms: rest }) => rest.join(' ')),
        ),
        terms('squashed', READINGS_OF(text).flatMap(spellingsOf)),
      ),
    ),
    tier('alternative-title', wholeOtherTitle(text)),
    ...titleStarts(text, isUnfinished),
    tier('title-words', inTitle(whole)),
    tier('alternative-title-words', wordsInOne('otherTitles', whole)),
  ];
  if (respelt.length > 0)
    tiers.push(tier('title-start-respelt', any(...respelt.map((other) => prefix('keys', `${other} `)))));
  if (isUnfinished) {
    tiers.push(
      tier('title-words-unfinished', inTitle(words)),
      tier('alternative-title-words-unfinished', wordsInOne('otherTitles', words)),
    );
  }
  return tiers;
}

/**
 * The films whose title begins with the text. If the text has an article, films with this article come before those with
 * another. A text without an article is the beginning of titles with any article.
 */
function titleStarts({ terms: words, key, article }: TypedText, isUnfinished: boolean): Clause[] {
  const [field, beginning] = article === '' ? ['keys', key] : ['typed', `${article} ${key}`];
  const tiers: Clause[] = [];
  if (endsWithWord(words)) tiers.push(tier('title-start', prefix(field, `${beginning} `)));
  if (isUnfinished) {
    if (mayBeBeginning(escaped(beginning)))
      tiers.push(tier('title-completed', { regexp: { [field]: { value: `${escaped(beginning)}[^ ]+` } } }));
    tiers.push(tier('title-start-unfinished', prefix(field, beginning)));
  }
  if (article !== '') tiers.push(tier('title-start-other-article', prefix('keys', isUnfinished ? key : `${key} `)));
  return tiers;
}

/** The films whose title has the words one after the other. */
function followingEachOther(words: readonly QueryWord[]): Clause {
  const phrases = squashedPhrases(words.map(({ term: word }) => word));
  return any(
    ...phrases.map((phrase) => ({ wildcard: { squashed: { value: `*${phrase.replace(/[*?\\]/g, '\\$&')}*` } } })),
  );
}

function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N} ]/gu, (char) => `\\${char}`);
}

/**
 * Adds the preference for a year or for words such as "movie" to the score: of the films of one rule, those that have it
 * come first, then those of the year before or after.
 */
export function preferring({ year, optional }: TypedText, found: Clause): Clause {
  const wanted = year === undefined ? optional : [String(year)];
  if (wanted.length === 0) return { bool: { must: [found] } };
  const has = any(...wanted.map((word) => hasWord({ term: word, isUnfinished: false }, 'all')));
  const levels = [scored(has, 2)];
  if (year !== undefined) levels.push(scored(any(term('year', year - 1), term('year', year + 1)), 1));
  return { bool: { must: [found], should: [best(levels)] } };
}
