/** What a writer asked for: `content` names the write, `undefined` deletes the film. */
export type Write = { readonly id: string; readonly content: string | undefined };

/** A film as it was read. `undefined`: there is none, or it was deleted. */
export type Seen = { readonly version: number; readonly content: string } | undefined;

type History = {
  /** By version: the content that it was acknowledged or read with; `null` is a deletion. */
  readonly versions: Map<number, string | null>;
  /** Contents whose write is under way. */
  readonly open: Set<string>;
  /** Contents whose write failed without saying whether it was made. */
  readonly unknown: Set<string>;
  /** Contents whose write was acknowledged. An import of the same rows writes them again. */
  readonly acknowledged: Set<string>;
  /** Contents that were refused, and not written by anybody since. */
  readonly refused: Set<string>;
  /** The versions that deletions under way, or of unknown outcome, can make; Infinity when they fit any version. */
  readonly openDeletions: number[];
};

/**
 * Knows which writes were acknowledged, refused or left unknown, and says which films contradict it. Any number of
 * writers may write one film: its versions are numbered by the product.
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
   * To be called before each write, and then one of {@link acknowledge}, {@link refuse} and {@link leaveUnknown}. A write that
   * none of them ends may or may not be made.
   *
   * @param makes the version that a deletion makes. Default: any
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

  /** @param version that the write made */
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
    if ([...versions.values()].includes(content)) this.faults.push(`${id}: ${content} was refused, and was there`);
  }

  /** Ends a write whose outcome nobody knows: it may still be made. */
  leaveUnknown({ id, content }: Write): void {
    this.unknown += 1;
    if (content !== undefined) this.#history(id).unknown.add(content);
  }

  /** The highest version known of a film; 0 for none. To be asked before a read that {@link see} then checks. */
  knownVersion(id: string): number {
    return Math.max(0, ...this.#history(id).versions.keys());
  }

  /** @param atLeast {@link knownVersion} before the read was begun */
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
    if (refused.has(content)) this.faults.push(`${id}: ${content} was refused, and is there`);
    if (!versions.has(version) && !open.has(content) && !unknown.has(content)) {
      this.faults.push(`${id}: version ${String(version)} has ${content}, which nobody wrote there`);
    }
    this.#note(id, version, content, 'is there');
  }

  /** @param version of a tombstone that was read */
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

  /** A content that was there before a deletion is never there after it. */
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
