import { TextColumn } from './text-column.ts';

/** Texts that are read repeatedly. Each text is kept once it has been read. */
export class NameColumn extends TextColumn {
  readonly #kept = new Array<string | undefined>(this.size);

  override at(i: number): string {
    return (this.#kept[i] ??= super.at(i));
  }
}
