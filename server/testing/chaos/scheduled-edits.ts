import { isMarqueeError } from '../../src/domain/errors.ts';
import { pick, randomInt, type Random } from '../random.ts';
import type { StoreInstance } from './store-instance.ts';

/**
 * Titles of the films that edits and imports write. All films are from 1990, so that the title alone determines the id.
 */
export const TITLES = ['alien', 'brazil', 'casablanca', 'dune'] as const;

function filmId(title: string): string {
  return `${title}-1990`;
}

/**
 * Makes one edit as a person would: reads the film, and then changes it. The change expects either the version that was
 * read, or any version.
 */
export async function editOnce(instance: StoreInstance, random: Random, content: string): Promise<void> {
  const title = pick(random, TITLES);
  const id = filmId(title);
  const document = { title, year: 1990, cast: [content] };
  await acceptingRefusals(async () => {
    await instance.ensure();
    const film = await instance.films.get(id);
    const expected = film && randomInt(random, 3) > 0 ? film.version : 'any';
    const kind = film ? pick(random, ['replace', 'patch', 'delete', 'delete'] as const) : 'create';
    if (kind === 'create') await create(instance, random, document);
    else if (kind === 'replace') await instance.useCases.replaceFilm.execute(id, document, expected);
    else if (kind === 'patch') await instance.useCases.patchFilm.execute(id, { cast: [content] }, expected);
    else await instance.useCases.deleteFilm.execute(id, expected);
  });
}

/**
 * Creates the film, either under its own id or under the first free id. A request for the first free id sometimes has
 * an idempotency key, and is then repeated until it is answered.
 */
async function create(
  { useCases: { createFilm } }: StoreInstance,
  random: Random,
  document: { readonly title: string; readonly cast: readonly string[] },
): Promise<void> {
  if (randomInt(random, 2) === 0) {
    await createFilm.execute({ ...document, id: filmId(document.title) });
    return;
  }
  const key = { client: 'chaos', key: document.cast.join() };
  const first = await acceptingRefusals(() => createFilm.execute(document, key));
  const second = await createFilm.execute(document, key);
  if (first && (first.id !== second.id || first.version !== second.version)) {
    throw new Error(`One key made ${first.id} and ${second.id}`);
  }
}

/** Accepts two outcomes besides success: a refusal, and a failing store. Any other error is a fault of the product. */
async function acceptingRefusals<T>(request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await request();
  } catch (error) {
    if (isMarqueeError(error)) return undefined;
    throw error;
  }
}
