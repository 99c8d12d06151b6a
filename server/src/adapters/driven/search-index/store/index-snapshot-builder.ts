import type { Film } from '../../../../domain/film.ts';
import type { BuiltSnapshot, SearchSnapshotBuilder } from '../../../../ports/search-snapshot-builder.ts';
import { SnapshotBuilder } from './build-snapshot.ts';

/** Makes the snapshots that {@link IndexedFilmSearch} opens. */
export class IndexSnapshotBuilder implements SearchSnapshotBuilder {
  async build(films: AsyncIterable<readonly Film[]>): Promise<BuiltSnapshot> {
    const builder = new SnapshotBuilder();
    for await (const batch of films) for (const film of batch) builder.add(film);
    return { bytes: builder.finish(), films: builder.size };
  }
}
