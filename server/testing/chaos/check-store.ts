import type { FilmRepository } from '../../src/ports/film-repository.ts';
import type { FilmModel } from './film-model.ts';
import { contentOf } from './modelled-stores.ts';
import type { SharedWorld, StoreInstance } from './store-instance.ts';

/** Longer than an import that was cut off counts as running. */
const ABANDONED_MS = 3 * 60_000;

/** A look at the table, a rebuild and a load: three. */
const MAX_LOOKS = 8;

/**
 * Every film is one that the model allows, and what the list of changes has is the same.
 *
 * @returns what GET answers: content by id
 */
export async function checkTable(films: FilmRepository, model: FilmModel): Promise<Map<string, string>> {
  const answered = new Map<string, string>();
  const changes = new Map((await films.changesSince(0)).map((change) => [change.id, change]));
  for (const id of model.ids) {
    const film = await films.get(id);
    if (film) answered.set(id, contentOf(film.attributes));
    const change = changes.get(id);
    if (!change) continue;
    if (!change.attributes) model.seeDeleted(id, change.version);
    const changed = change.attributes && contentOf(change.attributes);
    if (changed !== (film && contentOf(film.attributes)) || (film && change.version !== film.version)) {
      model.faults.push(`${id}: the index has ${JSON.stringify(change)} and the table ${JSON.stringify(film)}`);
    }
  }
  return answered;
}

/** Once an instance has caught up, a search finds the films that GET answers and no other, with the same content. */
export async function checkSearch(
  instance: StoreInstance,
  answered: ReadonlyMap<string, string>,
  { clock, model }: SharedWorld,
): Promise<void> {
  for (let looks = 0; looks === 0 || (!instance.isCurrent && looks < MAX_LOOKS); looks += 1) {
    // What goes on would take all of that time.
    await instance.settle();
    clock.advance(ABANDONED_MS);
    // A look that meets a fault is followed by another one.
    await instance.ensure().catch(() => undefined);
    await instance.settle();
  }
  if (!instance.isCurrent) model.faults.push('search stays behind the table');
  const found = await instance.found();
  for (const id of new Set([...answered.keys(), ...found.keys()])) {
    if (found.get(id) !== answered.get(id)) {
      model.faults.push(`${id}: search finds ${String(found.get(id))}, and GET ${String(answered.get(id))}`);
    }
  }
}
