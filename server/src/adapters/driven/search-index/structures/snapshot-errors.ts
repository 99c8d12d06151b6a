import { MarqueeError } from '../../../../domain/errors.ts';

/** The bytes are not a snapshot, or they are damaged. The index must be built from the table. */
export function snapshotDamaged(how: string): MarqueeError {
  return new MarqueeError('invalid', 'snapshot-damaged', `The search snapshot is damaged: ${how}.`);
}

/** The snapshot was made for other declared attributes. The index must be built from the table. */
export function snapshotOfOtherDeclaration(): MarqueeError {
  return new MarqueeError(
    'invalid',
    'snapshot-of-other-declaration',
    'The search snapshot was made for other declared attributes (MARQUEE_ATTRIBUTES).',
  );
}

/** The snapshot was made by another release. The index must be built from the table. */
export function snapshotOfOtherVersion(version: number): MarqueeError {
  return new MarqueeError(
    'invalid',
    'snapshot-of-other-version',
    `The search snapshot has the format version ${String(version)}, which this release does not read.`,
  );
}
