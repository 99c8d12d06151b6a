import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import lighthouse from 'lighthouse';
import desktopConfig from 'lighthouse/core/config/desktop-config.js';
import type { FoundChromium } from '../../client/testing/browser/find-chromium.ts';
import { BROWSER_ARGS } from '../../client/testing/browser/launch.ts';

export const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

/** The result of one Lighthouse run on a page. */
export type Scores = {
  /** The score of each category, from 0 to 100. */
  readonly scores: Readonly<Record<(typeof CATEGORIES)[number], number>>;
  /** Largest contentful paint, under the throttling that Lighthouse simulates. */
  readonly lcpMs: number;
  readonly tbtMs: number;
  readonly cls: number;
  /** Audits that lower a score, as `category: title`. */
  readonly faults: readonly string[];
};

/** A browser that Lighthouse can control. */
export type MeasuredBrowser = { readonly port: number; readonly stop: () => Promise<void> };

export async function startMeasuredBrowser({ executable, env }: FoundChromium): Promise<MeasuredBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'marquee-lighthouse-'));
  const args = [...BROWSER_ARGS, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
  const browser = spawn(executable, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  const stop = async () => {
    if (browser.exitCode === null && browser.kill('SIGTERM')) await once(browser, 'exit');
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  for await (const line of createInterface({ input: browser.stderr })) {
    const [, port] = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(line) ?? [];
    if (port === undefined) continue;
    browser.stderr.resume();
    return { port: Number(port), stop };
  }
  await stop();
  throw new Error('The browser ended before Lighthouse could connect to it.');
}

export async function measure(url: string, port: number, device: 'desktop' | 'mobile'): Promise<Scores> {
  const flags = { port, logLevel: 'error', output: 'json', onlyCategories: [...CATEGORIES] as string[] } as const;
  const result = await lighthouse(url, flags, device === 'desktop' ? desktopConfig : undefined);
  if (!result) throw new Error(`Lighthouse has no result for ${url}.`);
  const { audits, categories, runtimeError } = result.lhr;
  if (runtimeError) throw new Error(`${url}: ${runtimeError.message}`);
  const valueOf = (audit: string) => audits[audit]?.numericValue ?? NaN;
  return {
    scores: Object.fromEntries(
      CATEGORIES.map((name) => [name, Math.round((categories[name]?.score ?? 0) * 100)]),
    ) as Scores['scores'],
    lcpMs: valueOf('largest-contentful-paint'),
    tbtMs: valueOf('total-blocking-time'),
    cls: valueOf('cumulative-layout-shift'),
    faults: CATEGORIES.flatMap((name) =>
      (categories[name]?.auditRefs ?? [])
        .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
        .map(({ id }) => `${name}: ${audits[id]?.title ?? id}`),
    ),
  };
}
