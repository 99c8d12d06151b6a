import type { FilmSummary } from '../../../../domain/film.ts';
import { foldText } from '../../../../domain/text/fold-text.ts';
import { findPerson } from '../columns/people.ts';
import type { Segment } from '../store/segment.ts';
import { Smallest } from '../structures/smallest.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';

/** One common cast member says more about likeness than one common genre: 41 genres share 36 thousand films. */
const CAST_WEIGHT = 4;

type Alike = { readonly segment: Segment; readonly film: number; readonly score: number; readonly yearsApart: number };

/** Films that share people or genres with a film: most shared first, then nearest in time, then by title. */
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

function scoreFilms(segment: Segment, { cast, genres }: FilmSummary): Uint32Array {
  const scores = new Uint32Array(segment.size);
  for (const name of new Set(cast)) {
    const person = findPerson(segment, name);
    if (person < 0) continue;
    segment.filmsOfPerson.forEach(person, (film) => {
      scores[film]! += CAST_WEIGHT;
    });
  }
  for (const genre of new Set(genres.map(foldText))) {
    const [from, to] = segment.genreKeys.equalRange(genre);
    for (let spelling = from; spelling < to; spelling += 1) {
      segment.filmsOfGenre.forEach(spelling, (film) => {
        scores[film]! += 1;
      });
    }
  }
  return scores;
}
