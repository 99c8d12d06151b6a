import {
  declarationText,
  type AttributeType,
  type AttributeValues,
  type DeclaredAttributes,
} from '../../../../domain/declared-attributes.ts';
import type { IndexedFilm } from '../store/indexed-film.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { snapshotOfOtherDeclaration } from '../structures/snapshot-errors.ts';
import type { AttributeColumn } from './attribute-column.ts';
import type { AttributeOrder } from './attribute-order.ts';
import type { FilmNames } from './film-names.ts';
import { KeywordColumn } from './keyword-column.ts';
import { NumberColumn } from './number-column.ts';
import { WordsColumn } from './words-column.ts';

type Column = {
  new (sections: SectionReader, films: number): AttributeColumn;
  write(sections: SectionWriter, values: readonly AttributeValues[]): void;
};

const COLUMNS: Readonly<Record<AttributeType, Column>> = {
  number: NumberColumn,
  text: WordsColumn,
  keyword: KeywordColumn,
  boolean: KeywordColumn,
};

/**
 * The declared attributes of a segment's films. Without declarations there are no sections.
 *
 *     attr.declared   the names and types of the attributes, as JSON
 *     attr.N.*        the column of the attribute at place N of this list
 */
export class AttributeColumns {
  readonly declared: DeclaredAttributes;
  readonly #columns: ReadonlyMap<string, AttributeColumn>;

  /** @throws MarqueeError `snapshot-of-other-declaration` */
  constructor(sections: SectionReader, declared: DeclaredAttributes, films: number) {
    const recorded = sections.has('attr') ? sections.within('attr').u8('declared') : undefined;
    const text = recorded ? new TextDecoder().decode(recorded) : declarationText([]);
    if (text !== declarationText(declared)) throw snapshotOfOtherDeclaration();
    this.declared = declared;
    this.#columns = new Map(
      declared.map(({ name, type }, i) => [name, new COLUMNS[type](sections.within('attr').within(String(i)), films)]),
    );
  }

  static write(sections: SectionWriter, films: readonly IndexedFilm[], declared: DeclaredAttributes): void {
    if (declared.length === 0) return;
    const within = sections.within('attr');
    within.add('declared', new TextEncoder().encode(declarationText(declared)));
    for (const [i, { type }] of declared.entries()) {
      COLUMNS[type].write(
        within.within(String(i)),
        films.map(({ attributes }) => attributes[i]!),
      );
    }
  }

  /** @param name of a declared attribute */
  of(name: string): AttributeColumn {
    return this.#columns.get(name)!;
  }

  /** @param name of an attribute by which films can be sorted */
  orderOf(name: string): AttributeOrder {
    return this.of(name).order!;
  }

  /** @param name of an attribute that has a facet */
  namesOf(name: string): FilmNames {
    return this.of(name).names!;
  }
}
