import { filmNotFound, invalidFilm, isMarqueeError, versionConflict } from '../../domain/errors.ts';
import type { JsonValue, WrittenFilm } from '../../domain/film.ts';
import { findUnstorable } from '../../domain/json-bounds.ts';
import { isFilmId } from '../../domain/film-id.ts';
import { mergePatch } from '../../domain/merge-patch.ts';
import type { ExpectedVersion, FilmRepository } from '../../ports/film-repository.ts';
import type { SearchFeed } from '../../ports/search-feed.ts';
import { parseFilmAttributes } from './film-schema.ts';
import { withoutOwnId } from './own-id.ts';

/**
 * The maximum number of attempts at a patch that accepts any version. An attempt fails if another writer changes the
 * film during the attempt.
 */
const ATTEMPTS = 50;

export class PatchFilm {
  readonly #films: FilmRepository;
  readonly #feed: Pick<SearchFeed, 'apply'>;

  constructor(films: FilmRepository, feed: Pick<SearchFeed, 'apply'>) {
    this.#films = films;
    this.#feed = feed;
  }

  /**
   * Applies a JSON Merge Patch (RFC 7396).
   *
   * @throws MarqueeError `invalid`, `not-found` or `precondition-failed`
   */
  async execute(id: string, patch: unknown, expected: ExpectedVersion): Promise<WrittenFilm> {
    if (!isFilmId(id)) throw filmNotFound(id);
    const changes = checkPatch(withoutOwnId(id, patch));
    for (let attempt = 1; ; attempt += 1) {
      const current = await this.#films.get(id);
      if (!current) throw filmNotFound(id);
      if (expected !== 'any' && expected !== current.version) throw versionConflict(id);
      const attributes = parseFilmAttributes(mergePatch(current.attributes as JsonValue, changes));
      try {
        const film = await this.#films.replace(id, attributes, current.version);
        await this.#feed.apply([film]);
        return film;
      } catch (error) {
        const changedMeanwhile = isMarqueeError(error) && error.kind === 'precondition-failed';
        if (!changedMeanwhile || expected !== 'any' || attempt === ATTEMPTS) throw error;
      }
    }
  }
}

function checkPatch(patch: unknown): JsonValue {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    throw invalidFilm([{ pointer: '', detail: 'a patch must be a JSON object' }]);
  }
  const unstorable = findUnstorable(patch as JsonValue);
  if (unstorable) throw invalidFilm([unstorable]);
  return patch as JsonValue;
}
