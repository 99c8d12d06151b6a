import { chromium, type Browser } from 'playwright-core';
import type { FoundChromium } from './find-chromium.ts';

/**
 * With these arguments, the browser makes no network requests of its own, and resolves only the names of this machine.
 * Everything that a test sees therefore comes from Marquee.
 */
export const BROWSER_ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/** Launches one browser for all tests. Each test has its own context, which shares nothing with the others. */
export function launchBrowser({ executable, env }: FoundChromium): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    args: BROWSER_ARGS,
    env: { ...process.env, ...env },
  });
}
