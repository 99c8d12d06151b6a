// Checks the parts of an installation that people use. Retries until everything works, because a new distribution and
// an import take a while.
//
//   node scripts/deploy/smoke-test.ts URL [SECONDS]     SECONDS: when to give up (600)
import { setTimeout as delay } from 'node:timers/promises';

const RETRY_AFTER_MS = 3_000;
const TIMEOUT_MS = 20_000;

const [url = '', seconds = '600'] = process.argv.slice(2);

/** Each check returns what is wrong, or `undefined` if nothing is wrong. */
const CHECKS: Readonly<Record<string, () => Promise<string | undefined>>> = {
  health: async () => {
    const { status } = await getJson<{ status: string }>('/v1/health');
    // Right after an import the index is being rebuilt, which counts as degraded. Search has its own check.
    return ['ok', 'degraded'].includes(status) ? undefined : `its status is ${status}`;
  },
  search: async () => {
    const { total } = await getJson<{ total: number }>('/v1/films?limit=1');
    return total > 0 ? undefined : 'it finds no films yet';
  },
  page: async () => whyNoPage(await ask('/')),
  'a route of the page': async () => whyNoPage(await ask('/films/some-film')),
  'a write without a token is refused': async () => {
    const body = JSON.stringify({ title: 'Smoke test', year: 2000 });
    const answer = await ask('/v1/films', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    if (answer.status === 401) return undefined;
    // The status of a write in an environment where nobody may write.
    const { code } = (await answer.json()) as { code?: string };
    return answer.status === 403 && code === 'writes-refused'
      ? undefined
      : `the answer has status ${String(answer.status)}`;
  },
};

const giveUpAtMs = performance.now() + Number(seconds) * 1000;
for (const [name, check] of Object.entries(CHECKS)) {
  const fault = await faultOf(check);
  process.stdout.write(`${fault === undefined ? 'good' : 'BAD '}  ${name}${fault === undefined ? '' : `: ${fault}`}\n`);
  if (fault !== undefined) {
    process.exitCode = 1;
    break;
  }
}

async function faultOf(check: () => Promise<string | undefined>): Promise<string | undefined> {
  for (;;) {
    const fault = await check().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (fault === undefined || performance.now() + RETRY_AFTER_MS > giveUpAtMs) return fault;
    await delay(RETRY_AFTER_MS);
  }
}

function whyNoPage(answer: Response): string | undefined {
  const isHtml = answer.headers.get('content-type')?.startsWith('text/html') === true;
  return answer.ok && isHtml
    ? undefined
    : `the answer has status ${String(answer.status)}, and is ${isHtml ? '' : 'not '}HTML`;
}

async function getJson<T>(path: string): Promise<T> {
  const answer = await ask(path);
  if (!answer.ok) throw new Error(`the answer has status ${String(answer.status)}`);
  return (await answer.json()) as T;
}

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}${path}`, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
}
