import type { FilmSummary } from '../../../../domain/film.ts';
import { PERSON_FIELDS } from '../../../../domain/film-query.ts';
import { genreKey } from '../../../../domain/text/keys.ts';
import { FIELDS, valuesOf } from '../columns/fields.ts';
import type { FilmNames } from '../columns/film-names.ts';
import type { Segment } from '../store/segment.ts';
import { forEachBit } from '../structures/bits.ts';
import { Smallest } from '../structures/smallest.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';

/** A shared person says more about similarity than a shared genre, because 36 thousand films have only 41 genres. */
const PERSON_WEIGHT = 4;

type Alike = { readonly segment: Segment; readonly film: number; readonly score: number; readonly yearsApart: number };

/**
 * The films that share people or genres with a film. Those that share the most come first. Films that share equally
 * much are ordered by how near they are in time, and then by title.
 */
export function similarFilms(segments: readonly Segment[], film: FilmSummary, limit: number): FilmSummary[] {
  const best = new Smallest<Alike>(limit, compareAlike);
  for (const segment of segments) {
    const self = segment.films.find(film.id);
    const scores = scoreFilms(segment, film);
    for (let other = 0; other < scores.length; other += 1) {
      const score = scores[other]!;
      if (score === 0 || other === self || !segment.isLive(other)) continue;
      best.offer({ segment, film: other, score, yearsApart: Math.abs(segment.films.yearOf(other) - film.year) });
    }
  }
  return best.items.map(({ segment, film: other }) => segment.films.summaryOf(other));
}

function compareAlike(a: Alike, b: Alike): number {
  return (
    b.score - a.score ||
    a.yearsApart - b.yearsApart ||
    byCodeUnit(a.segment.titles.keyOf(a.film), b.segment.titles.keyOf(b.film)) ||
    byCodeUnit(a.segment.films.idOf(a.film), b.segment.films.idOf(b.film))
  );
}

/**
 * A person counts in each field separately: an actor of one film who directed the other is not shared by the two films.
 */
function scoreFilms(segment: Segment, film: FilmSummary): Uint32Array {
  const scores = new Uint32Array(segment.size);
  const add = (names: FilmNames, keys: readonly string[], weight: number) => {
    for (const key of new Set(keys)) {
      const mark = segment.filmSets.mark();
      forEachBit(names.addFilmsOf(key, segment.filmSets.take()), (other) => {
        scores[other]! += weight;
      });
      segment.filmSets.release(mark);
    }
  };
  for (const field of PERSON_FIELDS) {
    add(segment.names[field], valuesOf(film, field).map(FIELDS[field].keyOf), PERSON_WEIGHT);
  }
  add(segment.names.genre, film.genres.map(genreKey), 1);
  return scores;
}
