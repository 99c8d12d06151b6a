import type { DeclaredAttributes } from '../../../../domain/declared-attributes.ts';
import type { Film } from '../../../../domain/film.ts';
import type { BuiltSnapshot, SearchSnapshotBuilder } from '../../../../ports/search-snapshot-builder.ts';
import type { Synonyms } from '../../../../domain/text/synonyms.ts';
import { snapshotFormat } from '../structures/snapshot-format.ts';
import { SnapshotBuilder } from './build-snapshot.ts';

/** Makes the snapshots that {@link IndexedFilmSearch} opens. */
export class IndexSnapshotBuilder implements SearchSnapshotBuilder {
  readonly format: string;
  readonly #declared: DeclaredAttributes;
  readonly #readSynonyms: () => Promise<Synonyms>;

  constructor(declared: DeclaredAttributes, readSynonyms: () => Promise<Synonyms>) {
    this.#declared = declared;
    this.#readSynonyms = readSynonyms;
    this.format = snapshotFormat(declared);
  }

  async build(films: AsyncIterable<readonly Film[]>): Promise<BuiltSnapshot> {
    const builder = new SnapshotBuilder(this.#declared);
    const synonyms = await this.#readSynonyms();
    for await (const batch of films) for (const film of batch) builder.add(film);
    return { ...builder.finish(synonyms), films: builder.size };
  }
}
