import { isMarqueeError } from '../../src/domain/errors.ts';
import type { FilmAttributes, FilmChange, WrittenFilm } from '../../src/domain/film.ts';
import type { FilmImportStore, ImportedFilm, ImportWrite, StoredRecord } from '../../src/ports/film-import-store.ts';
import type { ExpectedVersion, FilmRepository } from '../../src/ports/film-repository.ts';
import type { FilmModel, Write } from './film-model.ts';

/**
 * The content of a film's {@link Write}. These tests store it in the cast, because search returns the cast, and the
 * cast is not part of an import's identity.
 */
export function contentOf({ cast }: Pick<FilmAttributes, 'cast'>): string {
  return cast?.[0] ?? 'nothing';
}

/** Wraps a repository, so that the model checks the results of all writes and reads. */
export function modelledRepository(films: FilmRepository, model: FilmModel): FilmRepository {
  const deletion = async (id: string, expected: ExpectedVersion): Promise<FilmChange> => {
    const write = { id, content: undefined };
    return checked(model, write, () => films.delete(id, expected), expected === 'any' ? Infinity : expected + 1);
  };
  return {
    async get(id) {
      const atLeast = model.knownVersion(id);
      const film = await films.get(id);
      model.see(id, film && { version: film.version, content: contentOf(film.attributes) }, atLeast);
      return film;
    },
    create: (id, attributes, writer) =>
      checked(model, { id, content: contentOf(attributes) }, () => films.create(id, attributes, writer)),
    replace: (id, attributes, expected): Promise<WrittenFilm> =>
      checked(model, { id, content: contentOf(attributes) }, () => films.replace(id, attributes, expected)),
    delete: deletion,
    lastVersion: (id) => films.lastVersion(id),
    readSynopses: (ids) => films.readSynopses(ids),
    changesSince: (sinceMs) => films.changesSince(sinceMs),
    forgetChange: (change) => films.forgetChange(change),
    scan: () => films.scan(),
  };
}

/** Wraps an import store, so that the model checks the results of all writes and reads. */
export function modelledImportStore(store: FilmImportStore, model: FilmModel): FilmImportStore {
  const write = async (
    film: Pick<ImportedFilm, 'id' | 'attributes'>,
    version: number,
    make: () => Promise<boolean>,
  ): Promise<boolean> => {
    const written = async () => ((await make()) ? { version } : undefined);
    return (await checked(model, { id: film.id, content: contentOf(film.attributes) }, written)) !== undefined;
  };
  return {
    maxConcurrentWrites: store.maxConcurrentWrites,
    read: (ids) => store.read(ids),
    create: (film: ImportedFilm, how: ImportWrite) => write(film, 1, () => store.create(film, how)),
    replace: (film: ImportedFilm, before: StoredRecord, how: ImportWrite) =>
      write(film, before.version + 1, () => store.replace(film, before, how)),
    derive: (film, before, how) => write(film, before.version + 1, () => store.derive(film, before, how)),
    remove: async (id: string, before: StoredRecord, how: ImportWrite) => {
      const version = before.version + 1;
      const removed = async () => ((await store.remove(id, before, how)) ? { version } : undefined);
      return (await checked(model, { id, content: undefined }, removed, version)) !== undefined;
    },
    // No schedule reads an export back.
    restore: () => Promise.reject(new Error('The model does not know this write')),
    ids: () => store.ids(),
  };
}

/** @param make runs the write; returns the version that it created, or `undefined` when it was refused */
async function checked<T extends { readonly version: number } | undefined>(
  model: FilmModel,
  write: Write,
  make: () => Promise<T>,
  makes = Infinity,
): Promise<T> {
  model.begin(write, makes);
  try {
    const written = await make();
    if (written) model.acknowledge(write, written.version, makes);
    else model.refuse(write, makes);
    return written;
  } catch (error) {
    if (isMarqueeError(error) && error.code === 'write-outcome-unknown') model.leaveUnknown(write);
    // All other errors guarantee that nothing was written.
    else model.refuse(write, makes);
    throw error;
  }
}
