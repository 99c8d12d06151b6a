import { declarationText, type DeclaredAttributes } from '../../../domain/declared-attributes.ts';
import { hashText } from '../../../domain/hash-text.ts';

/** Rises with every change of the documents or of their mapping, so that an index is built again. */
const VERSION = 1;

/** See SharedIndex.format. This module loads nothing of the client, so that every bundle may contain it. */
export function indexFormat(declared: DeclaredAttributes): string {
  return `opensearch-${String(VERSION)}-${String(hashText(declarationText(declared)))}`;
}
