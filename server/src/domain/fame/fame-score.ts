import { FILM_BOUNDS } from '../film.ts';
import type { FameFacts } from './film-facts.ts';

/**
 * The score of a film is the sum of its signals, each multiplied by its weight. `npm run bench:fame` fits the weights
 * on titles that several films share, so that the film that most people mean has the highest score. It also prints how
 * well the weights do on titles that were not used to fit them. The weights here are rounded. Sequels rarely share a
 * title, so the weight of `sequel` is fitted on queries about plots instead, which mostly mean the first film of a
 * series.
 */
export const WEIGHTS = {
  synopsis: 2.1,
  references: 1.9,
  picture: 1.7,
  poster: 1.8,
  distance: -0.7,
  television: -3.7,
  remake: -2.1,
  renown: 0.85,
  sequel: -3,
};

/** The signals of a film. A yes-or-no signal is 1 or 0. */
export type FameSignals = Record<keyof typeof WEIGHTS, number>;

/** The lowest and the highest computed fame. 0 and 255 are reserved for the popularities 0 and 100. */
const LOWEST = 1;
const HIGHEST = 254;
/** A score of this or less gives {@link LOWEST}. A score of {@link HIGHEST_SCORE} or more gives {@link HIGHEST}. */
const LOWEST_SCORE = -2;
const HIGHEST_SCORE = 20;

/** Films from around this year are the best known. */
const MIDDLE_YEAR = 1975;
const YEARS = 45;

const FOR_TELEVISION =
  /(?:television|TV) (?:film|movie|mini|drama)|made-for-(?:TV|television)|telefilm|-to-(?:video|DVD)|video on demand/;

/**
 * The fame of a film that is not in a catalogue yet. It is the fame that the film would have as the only film of a
 * catalogue.
 */
export function fameAlone(film: FameFacts): number {
  return fameFrom(film.popularity, signalsOf(film, 0, false));
}

/**
 * The signals of one film, without those that follow from the fame of others.
 *
 * @param references the points that it gets because other films refer to it
 */
export function signalsOf(film: FameFacts, references: number, isRemake: boolean): FameSignals {
  const { year, extract, picture } = film;
  const distance = Math.min(1, Math.abs(year - MIDDLE_YEAR) / YEARS);
  return {
    synopsis: Math.log1p(extract.length / 100),
    references: Math.log1p(references),
    picture: picture === 'none' ? 0 : 1,
    poster: picture === 'poster' ? 1 : 0,
    distance: distance * distance,
    television: FOR_TELEVISION.test(extract) ? 1 : 0,
    remake: isRemake ? 1 : 0,
    renown: 0,
    sequel: 0,
  };
}

/** @param popularity decides alone, if there is one */
export function fameFrom(popularity: number | undefined, signals: FameSignals): number {
  if (popularity !== undefined) return Math.round((popularity / FILM_BOUNDS.popularityMax) * 255);
  const share = (scoreOf(signals) - LOWEST_SCORE) / (HIGHEST_SCORE - LOWEST_SCORE);
  return LOWEST + Math.round(Math.min(1, Math.max(0, share)) * (HIGHEST - LOWEST));
}

export function scoreOf(signals: FameSignals): number {
  return (
    WEIGHTS.synopsis * signals.synopsis +
    WEIGHTS.references * signals.references +
    WEIGHTS.picture * signals.picture +
    WEIGHTS.poster * signals.poster +
    WEIGHTS.distance * signals.distance +
    WEIGHTS.television * signals.television +
    WEIGHTS.remake * signals.remake +
    WEIGHTS.renown * signals.renown +
    WEIGHTS.sequel * signals.sequel
  );
}
