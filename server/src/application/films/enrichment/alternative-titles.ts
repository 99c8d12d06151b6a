import { FILM_BOUNDS } from '../../../domain/film.ts';
import { describeBadLine } from '../../../domain/json-bounds.ts';
import { squashedTitle } from '../same-film.ts';

/** Other titles of one film. Titles that differ only in case, accents, spaces and symbols count once. */
export class AlternativeTitles {
  readonly #bySpelling = new Map<string, string>();

  /** Adds a title, unless a film may not have it, or there are too many titles. */
  add(text: string): void {
    const title = text.trim();
    if (title.length > FILM_BOUNDS.titleLength || describeBadLine(title) !== undefined) return;
    // One title more than the limit is kept, because the film's own title, which is not known here, may be one of them.
    if (this.#bySpelling.size > FILM_BOUNDS.alternativeTitles) return;
    const spelling = squashedTitle(title);
    if (!this.#bySpelling.has(spelling)) this.#bySpelling.set(spelling, title);
  }

  /** @param title the film's own title, which is not an alternative */
  besides(title: string): readonly string[] {
    const own = squashedTitle(title);
    const others = [...this.#bySpelling].filter(([spelling]) => spelling !== own).map(([, other]) => other);
    return others.slice(0, FILM_BOUNDS.alternativeTitles);
  }
}
