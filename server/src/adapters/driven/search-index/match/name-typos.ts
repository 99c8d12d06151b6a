import { PERSON_FIELDS } from '../../../../domain/film-query.ts';
import type { Segment } from '../store/segment.ts';
import { forEachBit } from '../structures/bits.ts';
import type { TypedText } from './query-plan.ts';
import { rankNumber } from './ranks.ts';
import { similarSpellings, similarTerms } from './similar-names.ts';
import { isSomewhere, type WordSpans } from './spans.ts';
import type { StrictMatch } from './strict-match.ts';
import type { RankedFilms } from './title-match.ts';

/**
 * Whether each film that has all words has each of them in a name. If a film has one of the words only in its title,
 * the text is probably not a name.
 */
export function hasWordsInNames(segment: Segment, spans: readonly WordSpans[], strict: StrictMatch): boolean {
  const { filmSets, words } = segment;
  if (strict.films.isEmpty()) return true;
  if (!spans.every(({ name }) => isSomewhere(name))) return false;
  const mark = filmSets.mark();
  const areInNames = spans.every(({ name }) => {
    const films = filmSets.take();
    words.name.members.addSpanTo(name, films);
    return strict.films.isWithin(films);
  });
  filmSets.release(mark);
  return areInNames;
}

/** The films with a person whose name has all words, one of them with a typo. */
export function namesWithTypo(segment: Segment, text: TypedText): readonly RankedFilms[] {
  const { filmSets, peopleSets, names } = segment;
  const filmMark = filmSets.mark();
  const mark = peopleSets.mark();
  const found = filmSets.take();
  const terms = similarTerms(segment, text.words, 1);
  for (const field of PERSON_FIELDS) {
    const [, withOne] = similarSpellings(segment, field, terms);
    if (!withOne) continue;
    forEachBit(withOne, (spelling) => {
      names[field].films.addTo(spelling, found);
    });
  }
  const films: number[] = [];
  forEachBit(found, (film) => films.push(film));
  peopleSets.release(mark);
  filmSets.release(filmMark);
  return films.length > 0 ? [{ rank: rankNumber('name-typo'), films }] : [];
}
