import type { FilmRepository } from '../../src/ports/film-repository.ts';
import type { FilmModel } from './film-model.ts';
import { contentOf } from './modelled-stores.ts';
import type { SharedWorld, StoreInstance } from './store-instance.ts';

/** A pause that is longer than the time for which an interrupted import counts as running. */
const ABANDONED_MS = 3 * 60_000;

/**
 * How often an instance may read the list of changes before its search must agree with the table. Without faults, three
 * reads are enough: at the first one the instance finds that its snapshot is old and requests a rebuild, and at a later
 * one it loads the new snapshot.
 */
const MAX_LOOKS = 8;

/**
 * Checks that the model (see FilmModel) allows every film, and that the list of changes agrees with the table.
 *
 * @returns the content of each film that GET returns, by the film's id
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
 * Checks that, once an instance has caught up, a search finds exactly the films that GET returns, with the same
 * content.
 */
export async function checkSearch(
  instance: StoreInstance,
  answered: ReadonlyMap<string, string>,
  { clock, model }: SharedWorld,
): Promise<void> {
  for (let looks = 0; looks === 0 || (!instance.isCurrent && looks < MAX_LOOKS); looks += 1) {
    // The clock jumps three minutes in the next step. Rebuilds and loads that are still running must end before that.
    // Otherwise they would seem to have taken three minutes.
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
