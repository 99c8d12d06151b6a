/** What a client asked for: `content` is unique to the write, `undefined` deletes the film. */
export type Write = { readonly id: string; readonly content: string | undefined };

/** A film as it was read. `undefined` content: there is none, or it was deleted. */
export type Seen = { readonly version: number; readonly content: string } | undefined;

type History = {
  /** By version: the content that it was acknowledged or read with; `null` is a deletion. */
  readonly versions: Map<number, string | null>;
  /** Contents whose write is under way, or failed without saying whether it was made. */
  readonly open: Set<string>;
  /** Deletions of that kind. */
  openDeletions: number;
};

/**
 * Knows which writes were acknowledged, refused or left unknown, and says which films contradict it. Any number of
 * clients may write one film: its versions are numbered by the product, each content is written once.
 */
export class FilmModel {
  readonly #films = new Map<string, History>();
  readonly #refused = new Set<string>();
  /** Contradictions, in words. */
  readonly faults: string[] = [];
  acknowledged = 0;

  get ids(): string[] {
    return [...this.#films.keys()];
  }

  /** To be called before each write, and one of {@link acknowledge} and {@link refuse} once its outcome is known. */
  begin({ id, content }: Write): void {
    const history = this.#history(id);
    if (content === undefined) history.openDeletions += 1;
    else history.open.add(content);
  }

  /** @param version that the write made */
  acknowledge(write: Write, version: number): void {
    this.acknowledged += 1;
    this.#end(write);
    this.#note(write.id, version, write.content ?? null, 'was acknowledged');
  }

  refuse(write: Write): void {
    this.#end(write);
    const { id, content } = write;
    if (content === undefined) return;
    this.#refused.add(content);
    if ([...this.#history(id).versions.values()].includes(content)) {
      this.faults.push(`${id}: ${content} was refused, and was there`);
    }
  }

  /** The highest version known of a film; 0 for none. To be asked before a read that {@link see} then checks. */
  knownVersion(id: string): number {
    return Math.max(0, ...this.#history(id).versions.keys());
  }

  /** @param atLeast {@link knownVersion} before the read was begun */
  see(id: string, seen: Seen, atLeast: number): void {
    const { versions, open, openDeletions } = this.#history(id);
    if (!seen) {
      const known = versions.get(atLeast);
      const laterDeletions = [...versions].some(([version, content]) => version > atLeast && content === null);
      if (typeof known === 'string' && openDeletions === 0 && !laterDeletions) {
        this.faults.push(`${id}: version ${String(atLeast)} (${known}) is lost`);
      }
      return;
    }
    const { version, content } = seen;
    if (version < atLeast) this.faults.push(`${id}: version ${String(version)} came back after ${String(atLeast)}`);
    if (this.#refused.has(content)) this.faults.push(`${id}: ${content} was refused, and is there`);
    if (!versions.has(version) && !open.has(content)) {
      this.faults.push(`${id}: version ${String(version)} has ${content}, which nobody wrote there`);
    }
    this.#note(id, version, content, 'is there');
  }

  #end({ id, content }: Write): void {
    const history = this.#history(id);
    if (content === undefined) history.openDeletions -= 1;
    else history.open.delete(content);
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
  }

  #history(id: string): History {
    let history = this.#films.get(id);
    if (!history) {
      history = { versions: new Map(), open: new Set(), openDeletions: 0 };
      this.#films.set(id, history);
    }
    return history;
  }
}
