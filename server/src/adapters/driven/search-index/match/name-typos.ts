import { PERSON_FIELDS } from '../../../../domain/film-query.ts';
import type { Segment } from '../store/segment.ts';
import { forEachBit, hasBit } from '../structures/bits.ts';
import type { TypedText } from './query-plan.ts';
import { rankNumber } from './ranks.ts';
import { similarSpellings } from './similar-names.ts';
import type { WordSpans } from './spans.ts';
import type { StrictMatch } from './strict-match.ts';
import type { RankedFilms } from './title-match.ts';

/**
 * Whether each film that has all words has each of them in a name. If a film has one of the words only in its title,
 * the text is probably not a name.
 */
export function hasWordsInNames(segment: Segment, spans: readonly WordSpans[], strict: StrictMatch): boolean {
  const { filmSets, words } = segment;
  const mark = filmSets.mark();
  let areInNames = true;
  for (const { name } of spans) {
    const films = filmSets.take();
    words.name.members.addSpanTo(name, films);
    strict.films.forEach((film) => {
      areInNames &&= hasBit(films, film);
    });
  }
  filmSets.release(mark);
  return areInNames;
}

/** The films with a person whose name has all words, one of them with a typo. */
export function namesWithTypo(segment: Segment, text: TypedText): readonly RankedFilms[] {
  const { filmSets, peopleSets, names } = segment;
  const filmMark = filmSets.mark();
  const mark = peopleSets.mark();
  const found = filmSets.take();
  for (const field of PERSON_FIELDS) {
    const [, withOne] = similarSpellings(segment, field, text.words);
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
