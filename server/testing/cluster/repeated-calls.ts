/**
 * A process that is killed while it calls the provider leaves the call to another one. So each kill explains one more call
 * for each query that was being asked then, and nothing else does.
 *
 * @param queries the queries, each of which several clients asked at once
 * @param callsFor how often the provider was called for a query
 * @param askedAtKills for each kill, the queries that were being asked when it happened
 * @returns how many calls the kills explain, and what they do not explain
 */
export function judgeCalls(
  queries: readonly string[],
  callsFor: (query: string) => number,
  askedAtKills: readonly ReadonlySet<string>[],
): { readonly repeated: number; readonly faults: string[] } {
  let repeated = 0;
  const faults: string[] = [];
  for (const query of queries) {
    const calls = callsFor(query);
    const kills = askedAtKills.filter((asked) => asked.has(query)).length;
    if (calls === 0) faults.push(`${query}: no call to the provider`);
    else if (calls > 1 + kills) {
      faults.push(`${query}: ${String(calls)} calls to the provider, and ${String(kills)} kills while it was asked`);
    } else repeated += calls - 1;
  }
  return { repeated, faults };
}
