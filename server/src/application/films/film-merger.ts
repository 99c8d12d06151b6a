import type { FilmAttributes } from '../../domain/film.ts';
import { foldText } from '../../domain/text/fold-text.ts';
import type { ImportedFilm, StoredRecord } from '../../ports/film-import-store.ts';
import type { Claim, FilmClaims } from './film-claims.ts';
import type { StoredFilm } from './film-finder.ts';
import { withDerivedOf, withoutDerived } from './derived-attributes.ts';
import { parseFilmAttributes } from './film-schema.ts';
import type { ImportOutcomes } from './import-outcomes.ts';
import { mergeRows, type NumberedRow } from './import-row.ts';
import { ROW_RULES } from './import-rules/row-rules.ts';
import type { ImportWrites } from './import-writes.ts';
import { reasonOf } from './row-faults.ts';
import { haveCommon, peopleOf } from './same-film.ts';

/** If more rows than this seem to be the same film, they are probably several films. */
const MAX_ROWS_PER_FILM = 100;

/** The casts of at most this many films and rows are remembered. Each has at most 500 people. */
const MOST_CASTS = 1_000;

/** The rows of one film, without repeated ones, and the result of merging them in this order. */
type SeenRows = { readonly rows: NumberedRow[]; merged: FilmAttributes };

/**
 * Merges rows that describe one film, and splits films into which an earlier import wrongly merged rows of other films.
 */
export class FilmMerger {
  readonly #writes: ImportWrites;
  readonly #claims: FilmClaims;
  readonly #outcomes: ImportOutcomes;
  /** For each film that an earlier import made from several rows: the rows for it that this run has seen. */
  readonly #rowsOf = new Map<string, SeenRows>();
  /** The people of films and rows, by what identifies their cast. A row is compared with up to 100 films of its title. */
  readonly #casts = new Map<string, ReadonlySet<string>>();

  constructor(writes: ImportWrites, claims: FilmClaims, outcomes: ImportOutcomes) {
    this.#writes = writes;
    this.#claims = claims;
    this.#outcomes = outcomes;
  }

  /**
   * Remembers the first row of a film that nobody has edited, because an earlier import may have merged rows of other
   * films into that film.
   */
  remember(id: string, record: StoredRecord, row: NumberedRow): void {
    const isMerged = record.imported !== undefined && record.imported.rowHashes.length > 1;
    if (isMerged && fateOf(record) === 'as-imported') this.#rowsOf.set(id, { rows: [row], merged: row.attributes });
  }

  /** Whether a row describes a film that this run has already assigned to another row. */
  isOneFilm(claim: Claim, record: StoredRecord | undefined, row: NumberedRow): boolean {
    if (claim.page !== undefined && claim.page === row.page) return true;
    const seen = this.#rowsOf.get(claim.id);
    const attributes = seen?.merged ?? record?.attributes;
    // Only the title, the year and the page of a deleted film are known.
    if (!attributes) return claim.page === row.page;
    const state = seen
      ? `${String(seen.rows.length)} rows up to ${String(seen.rows.at(-1)?.hash)}`
      : `version ${String(record?.version)}`;
    const shared = haveCommon(
      this.#peopleOf(`${claim.id} ${state}`, attributes),
      this.#peopleOf(row.hash, row.attributes),
    );
    return shared === 'unknown' ? claim.page === row.page : shared;
  }

  /** @param key differs if the attributes do */
  #peopleOf(key: string, attributes: FilmAttributes): ReadonlySet<string> {
    let people = this.#casts.get(key);
    if (!people) {
      if (this.#casts.size >= MOST_CASTS) this.#casts.clear();
      people = peopleOf(attributes);
      this.#casts.set(key, people);
    }
    return people;
  }

  /**
   * Merges a row into a film that this run has already assigned to another row.
   *
   * @param double another film that an earlier import made from the row. The two films are merged and one of them is
   * deleted, unless a person has changed one of them.
   * @returns whether the row needs no further work
   */
  async merge(
    claim: Claim,
    record: StoredRecord | undefined,
    row: NumberedRow,
    double: StoredFilm | undefined,
  ): Promise<boolean> {
    const isAsImported = record?.attributes !== undefined && fateOf(record) === 'as-imported';
    if (double && !(isAsImported && fateOf(double.record) === 'as-imported')) return false;
    if (!isAsImported) {
      const reason = `the film "${claim.id}" was edited or deleted in Marquee`;
      this.#outcomes.leaveAside(row.number, 'kept', reason);
      return true;
    }
    this.#noteRespelling(record, row);
    const placed = { id: claim.id, record };
    const film = this.#merged(placed, row);
    if (!film) return true;
    this.#addRow(claim.id, row);
    this.#claims.merge(claim, row);
    if (double) await this.#unite(claim, placed, double, film, row);
    else if (film.rowHashes === record.imported?.rowHashes) this.#outcomes.counts.merged += 1;
    else await this.#writes.replace(row.number, film, record, 'merged');
    return true;
  }

  /** Adds a row unless it was added before. A file may repeat a row thousands of times. */
  #addRow(id: string, row: NumberedRow): void {
    const seen = this.#rowsOf.get(id);
    if (!seen || seen.rows.some(({ hash }) => hash === row.hash)) return;
    seen.rows.push(row);
    seen.merged = mergeRows(seen.merged, row.attributes);
  }

  /**
   * Rebuilds a film from this run's rows only. Whatever other rows added to the film is removed, because those rows
   * turned out to belong to another film.
   */
  async takeApart(id: string, record: StoredRecord): Promise<void> {
    const seen = this.#rowsOf.get(id);
    const [first] = seen?.rows ?? [];
    if (!seen || !first) return;
    this.#rowsOf.delete(id);
    const rowHashes = seen.rows.map(({ hash }) => hash);
    await this.#writes.repair(
      { id, ...withDerivedOf(seen.merged, record), identity: first.identity, rowHashes },
      record,
    );
  }

  /**
   * @returns the film with a row merged into it; `undefined` if the row is bad. This method has then counted the row as
   * bad
   */
  #merged({ id, record }: StoredFilm, row: NumberedRow): ImportedFilm | undefined {
    const { attributes: stored, imported } = record;
    if (!stored || !imported) return undefined;
    const { identity: before, rowHashes } = imported;
    // The film has all that the row says. A file may repeat a row 300,000 times, and deriving the directors takes 3 ms.
    if (rowHashes.includes(row.hash)) {
      return { id, attributes: stored, derived: record.derived, identity: before, rowHashes };
    }
    const attributes = withoutDerived(record) ?? stored;
    if (rowHashes.length >= MAX_ROWS_PER_FILM) {
      const reason = `more than ${String(MAX_ROWS_PER_FILM)} rows seem to be the film "${id}"`;
      this.#outcomes.leaveAside(row.number, 'bad', reason);
      return undefined;
    }
    const gainsPage = attributes.href === undefined && row.page !== undefined;
    const identity = gainsPage ? row.identity : before;
    try {
      const all = parseFilmAttributes(mergeRows(attributes, row.attributes));
      return { id, ...withDerivedOf(all, record), identity, rowHashes: [...rowHashes, row.hash] };
    } catch (error) {
      const reason = `merging the row into the film "${id}" would break a rule: ${reasonOf(error)}`;
      this.#outcomes.leaveAside(row.number, 'bad', reason);
      return undefined;
    }
  }

  /**
   * Merges two records of one film into one of them, and deletes the other. If this run created one of the two, that
   * one is deleted, so that ids do not depend on the order of rows.
   */
  async #unite(
    claim: Claim,
    placed: StoredFilm,
    double: StoredFilm,
    film: ImportedFilm,
    row: NumberedRow,
  ): Promise<void> {
    const [stays, goes] = claim.isNew ? [double, placed] : [placed, double];
    const removable: StoredFilm[] = [];
    await this.#writes.replace(row.number, { ...film, id: stays.id }, stays.record, 'merged', () => {
      removable.push(goes);
    });
    this.#claims.merge(claim, row, stays.id);
    this.#claims.take(goes.id);
    await this.#writes.drain();
    for (const { id, record } of removable) await this.#writes.remove(id, record);
  }

  #noteRespelling({ attributes }: StoredRecord, row: NumberedRow): void {
    const { title, year } = row.attributes;
    if (!attributes || foldText(attributes.title) === foldText(title)) return;
    const before = `${title} (${String(year)})`;
    const example = { row: row.number, attribute: 'title', before, after: attributes.title };
    this.#outcomes.quality.add(ROW_RULES.respelled.id, example);
  }
}

/**
 * What happened to a film since an import last wrote it. A deleted film that no import wrote counts as `as-imported`,
 * because its id is free.
 */
export function fateOf(record: StoredRecord): 'as-imported' | 'created' | 'edited' | 'deleted' {
  if (!record.imported) return record.attributes ? 'created' : 'as-imported';
  if (!record.attributes) return 'deleted';
  return record.version === record.imported.version ? 'as-imported' : 'edited';
}
