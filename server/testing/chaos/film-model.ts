/** A write that a writer requested. `content` identifies the write. A write without `content` deletes the film. */
export type Write = { readonly id: string; readonly content: string | undefined };

/** A film as it was read; `undefined` when there is none or it was deleted. */
export type Seen = { readonly version: number; readonly content: string } | undefined;

type History = {
  /** The content with which each version was acknowledged or read; `null` is a deletion. */
  readonly versions: Map<number, string | null>;
  /** Contents whose write is under way. */
  readonly open: Set<string>;
  /** Contents whose write failed with an unknown outcome. */
  readonly unknown: Set<string>;
  /** Contents whose write was acknowledged. An import of the same rows writes them again. */
  readonly acknowledged: Set<string>;
  /** Contents whose write was refused, and that nobody has written since. */
  readonly refused: Set<string>;
  /**
   * The versions that deletions may still create, because they are under way or their outcome is unknown. Infinity
   * stands for a deletion that accepts any version.
   */
  readonly openDeletions: number[];
};

/**
 * Records which writes were acknowledged, refused or left unknown, and reports films that contradict this record. Any
 * number of writers may write one film, because the product numbers the versions of a film.
 */
export class FilmModel {
  readonly #films = new Map<string, History>();
  /** Contradictions, in words. */
  readonly faults: string[] = [];
  acknowledged = 0;
  unknown = 0;

  get ids(): string[] {
    return [...this.#films.keys()];
  }

  /**
   * Records that a write begins. Call this before each write, and one of {@link acknowledge}, {@link refuse} and {@link
   * leaveUnknown} after the write. Until one of the three is called, the model accepts a film with the write as well as
   * without it.
   *
   * @param makes the version that a deletion creates. Default: any
   */
  begin({ id, content }: Write, makes = Infinity): void {
    const { open, refused, openDeletions } = this.#history(id);
    if (content === undefined) {
      openDeletions.push(makes);
      return;
    }
    open.add(content);
    refused.delete(content);
  }

  /** @param version the version that the write created */
  acknowledge({ id, content }: Write, version: number, makes = Infinity): void {
    this.acknowledged += 1;
    this.#end(id, content, makes);
    if (content !== undefined) this.#history(id).acknowledged.add(content);
    this.#note(id, version, content ?? null, 'was acknowledged');
  }

  refuse({ id, content }: Write, makes = Infinity): void {
    this.#end(id, content, makes);
    const { unknown, acknowledged, refused, versions } = this.#history(id);
    if (content === undefined || unknown.has(content) || acknowledged.has(content)) return;
    refused.add(content);
    if ([...versions.values()].includes(content)) this.faults.push(`${id}: ${content} was refused, but was read`);
  }

  /** Records that the outcome of a write is unknown. The write may still happen. */
  leaveUnknown({ id, content }: Write): void {
    this.unknown += 1;
    if (content !== undefined) this.#history(id).unknown.add(content);
  }

  /**
   * The highest known version of a film; 0 if none is known. Call this before reading the film, and pass the result to
   * {@link see} together with the film that was read.
   */
  knownVersion(id: string): number {
    return Math.max(0, ...this.#history(id).versions.keys());
  }

  /** Checks a film that was read. @param atLeast the {@link knownVersion} from before the read began */
  see(id: string, seen: Seen, atLeast: number): void {
    const { versions, open, unknown, refused, openDeletions } = this.#history(id);
    if (!seen) {
      const known = versions.get(atLeast);
      const isDeletedLater = [...versions].some(([version, content]) => version > atLeast && content === null);
      const mayBeDeleted = isDeletedLater || openDeletions.some((makes) => makes > atLeast);
      if (typeof known === 'string' && !mayBeDeleted) {
        this.faults.push(`${id}: version ${String(atLeast)} (${known}) is lost`);
      }
      return;
    }
    const { version, content } = seen;
    if (version < atLeast) this.faults.push(`${id}: version ${String(version)} came back after ${String(atLeast)}`);
    if (refused.has(content)) this.faults.push(`${id}: ${content} was refused, but is there`);
    if (!versions.has(version) && !open.has(content) && !unknown.has(content)) {
      this.faults.push(`${id}: version ${String(version)} has ${content}, which nobody wrote there`);
    }
    this.#note(id, version, content, 'is there');
  }

  /** Checks a tombstone that was read. @param version the tombstone's version */
  seeDeleted(id: string, version: number): void {
    const known = this.knownVersion(id);
    if (version < known) {
      this.faults.push(`${id}: the deletion ${String(version)} came back after ${String(known)}`);
    }
    this.#note(id, version, null, 'is there');
  }

  #end(id: string, content: string | undefined, makes: number): void {
    const { open, openDeletions } = this.#history(id);
    if (content !== undefined) open.delete(content);
    else openDeletions.splice(openDeletions.indexOf(makes), 1);
  }

  #note(id: string, version: number, content: string | null, how: string): void {
    const { versions } = this.#history(id);
    const before = versions.get(version);
    if (before !== undefined && before !== content) {
      this.faults.push(
        `${id}: version ${String(version)} was ${String(before)}, and ${String(content)} ${how} as well`,
      );
    }
    versions.set(version, content);
    if (content !== null) this.#checkReturn(id, version, content);
  }

  /** Checks that content that a deletion removed does not come back after the deletion. */
  #checkReturn(id: string, version: number, content: string): void {
    const { versions } = this.#history(id);
    const first = Math.min(...[...versions].filter(([, other]) => other === content).map(([other]) => other));
    const deletion = [...versions].find(([other, what]) => what === null && other > first && other < version);
    if (deletion) {
      this.faults.push(
        `${id}: ${content} of version ${String(first)} was deleted at ${String(deletion[0])}, and came back at ${String(version)}`,
      );
    }
  }

  #history(id: string): History {
    let history = this.#films.get(id);
    if (!history) {
      history = {
        versions: new Map(),
        open: new Set(),
        unknown: new Set(),
        acknowledged: new Set(),
        refused: new Set(),
        openDeletions: [],
      };
      this.#films.set(id, history);
    }
    return history;
  }
}
