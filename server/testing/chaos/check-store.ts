import type { FilmRepository } from '../../src/ports/film-repository.ts';
import type { FilmModel } from './film-model.ts';
import { contentOf } from './modelled-stores.ts';
import type { SharedWorld, StoreInstance } from './store-instance.ts';

/** Longer than the time for which an interrupted import counts as running. */
const ABANDONED_MS = 3 * 60_000;

/**
 * How many times an instance may look for changes before it must be current. Without faults, three times are enough:
 * the first time it finds that the snapshot is old, a rebuild follows, and the next times load the new snapshot.
 */
const MAX_LOOKS = 8;

/**
 * Checks that every film is one that the model allows, and that the list of changes agrees with the table.
 *
 * @returns the films that GET answers: content by id
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

/**
 * Checks that, once an instance has caught up, a search finds exactly the films that GET answers, with the same
 * content.
 */
export async function checkSearch(
  instance: StoreInstance,
  answered: ReadonlyMap<string, string>,
  { clock, model }: SharedWorld,
): Promise<void> {
  for (let looks = 0; looks === 0 || (!instance.isCurrent && looks < MAX_LOOKS); looks += 1) {
    // The clock jumps below. So this first waits for running rebuilds and loads, which would otherwise seem to have
    // waited for three minutes.
    await instance.settle();
    clock.advance(ABANDONED_MS);
    // If a fault interrupts this read, the loop tries again.
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
