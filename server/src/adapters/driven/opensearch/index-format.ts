import { declarationText, type DeclaredAttributes } from '../../../domain/declared-attributes.ts';
import { hashText } from '../../../domain/hash-text.ts';

/** Rises with every change of the documents or of their mapping, so that an index is built again. */
const VERSION = 3;

/** See SharedIndex.format. */
export function indexFormat(declared: DeclaredAttributes): string {
  return `opensearch-${layoutOf(declared)}`;
}

/**
 * The alias by which searches use the current index of a format. Each format has its own, so that during a deployment the
 * old version of Marquee goes on using its index while the new one builds another.
 */
export function aliasOf(filmsTable: string, declared: DeclaredAttributes): string {
  return `${startOfNames(filmsTable)}${layoutOf(declared)}`;
}

/** What the names of all indices of a table begin with. A table's name may have capital letters, and an index's may not. */
export function startOfNames(filmsTable: string): string {
  return `${filmsTable.toLowerCase()}-v`;
}

function layoutOf(declared: DeclaredAttributes): string {
  return `${String(VERSION)}-${hashText(declarationText(declared)).toString(36)}`;
}
