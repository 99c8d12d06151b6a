const notDue = () => Promise.resolve({ outcome: 'not-due' } as const);

/** For a process that builds no snapshots, because another one does. */
export const NO_REBUILDS = { execute: notDue, executeWhenDue: notDue };
