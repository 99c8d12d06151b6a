import { runSnapshotThread } from '../composition/snapshot-thread.ts';

await runSnapshotThread();
