import { runFaultSchedule, type Outcome } from './fault-schedule.ts';

/** How many schedules run concurrently, so that DynamoDB works for one schedule while another waits. */
const AT_ONCE = 4;

/**
 * Runs schedules of faults ({@link runFaultSchedule}) with the seeds `seed`, `seed + 1` and so on.
 *
 * @param endpoint the URL of an empty DynamoDB
 * @param onSchedule called after each schedule with the number of finished schedules
 */
export async function runFaultSchedules(
  endpoint: string,
  options: { readonly schedules: number; readonly seed: number; readonly onSchedule?: (done: number) => void },
): Promise<Outcome> {
  const faults: string[] = [];
  let [acknowledged, unknown, next, done] = [0, 0, 0, 0];
  const runners = Array.from({ length: AT_ONCE }, async () => {
    while (next < options.schedules) {
      const seed = options.seed + next++;
      const outcome = await runFaultSchedule(endpoint, seed);
      faults.push(...outcome.faults.map((fault) => `schedule ${String(seed)}: ${fault}`));
      acknowledged += outcome.acknowledged;
      unknown += outcome.unknown;
      options.onSchedule?.((done += 1));
    }
  });
  await Promise.all(runners);
  return { faults, acknowledged, unknown };
}
