import { declarationText, type DeclaredAttributes } from '../../../../domain/declared-attributes.ts';
import { hashText } from '../../../../domain/hash-text.ts';
import { SNAPSHOT_VERSION } from './sections.ts';

/** See SearchSnapshotBuilder.format. */
export function snapshotFormat(declared: DeclaredAttributes): string {
  return `${String(SNAPSHOT_VERSION)}-${String(hashText(declarationText(declared)))}`;
}
