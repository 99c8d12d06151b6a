import type { Film, FilmChange } from '../../src/domain/film.ts';
import type { SharedIndex } from '../../src/ports/shared-index.ts';

/**
 * Makes an index of these films and switches searches to it.
 *
 * @param missed gives the changes that were made while the films were read
 */
export async function loadFilms(
  index: SharedIndex,
  films: AsyncIterable<readonly Film[]>,
  missed: () => readonly FilmChange[] = () => [],
): Promise<void> {
  const name = index.nameAt(Date.now());
  await index.build(name, films);
  await index.replay(missed(), name);
  await index.switchTo(name);
}
