import type { DeclaredAttributes } from '../../../../domain/declared-attributes.ts';
import { fameOf } from '../../../../domain/fame/fame.ts';
import type { Film } from '../../../../domain/film.ts';
import { NO_SYNONYMS, type Synonyms } from '../../../../domain/text/synonyms.ts';
import type { BuiltSnapshot } from '../../../../ports/search-snapshot-builder.ts';
import { SectionFile } from '../structures/sections.ts';
import { indexedFilm, type UnratedFilm } from './indexed-film.ts';
import { SNAPSHOT_CHECKSUM, writeSections } from './write-sections.ts';

/** The two files of a snapshot. The second one is read when a search first needs it. */
export type SnapshotFiles = Pick<BuiltSnapshot, 'bytes' | 'synopses'>;

/** Takes films one by one, keeps only what the index and the fame need, and makes the files of a snapshot. */
export class SnapshotBuilder {
  readonly #films = new Map<string, UnratedFilm>();
  readonly #declared: DeclaredAttributes;

  constructor(declared: DeclaredAttributes) {
    this.#declared = declared;
  }

  /** If a film is added twice, the higher version counts. This happens when the table changes during its scan. */
  add({ id, version, attributes }: Film): void {
    if ((this.#films.get(id)?.version ?? 0) >= version) return;
    this.#films.set(id, indexedFilm(id, version, attributes, this.#declared));
  }

  get size(): number {
    return this.#films.size;
  }

  /**
   * The files of the snapshot; docs/search.md describes them. The same films give the same bytes, in whatever order
   * they are added.
   */
  finish(synonyms: Synonyms = NO_SYNONYMS): SnapshotFiles {
    // Without a comparator, sort() compares by code unit and takes half the time.
    const films = [...this.#films.keys()].sort().map((id) => this.#films.get(id)!);
    const fame = fameOf(films.map(({ facts }) => facts));
    const rated = films.map((film, i) => ({ ...film, fame: fame[i]! }));
    const { sections, synopses } = writeSections(rated, this.#declared, { synonyms });
    const bytes = sections.finish();
    synopses.add(SNAPSHOT_CHECKSUM, Uint32Array.of(new SectionFile(bytes).checksum));
    return { bytes, synopses: synopses.finish() };
  }
}

/** @see SnapshotBuilder.finish */
export function buildSnapshot(
  films: Iterable<Film>,
  declared: DeclaredAttributes = [],
  synonyms?: Synonyms,
): SnapshotFiles {
  const builder = new SnapshotBuilder(declared);
  for (const film of films) builder.add(film);
  return builder.finish(synonyms);
}
