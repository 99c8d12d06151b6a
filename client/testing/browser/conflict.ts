import type { Page } from 'playwright-core';

/** Answers each attempt to save the film as if someone else had saved it first. */
export async function refuseToSave(page: Page, filmPath: string): Promise<void> {
  await page.route(`/v1${filmPath}`, (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 412, json: { status: 412, code: 'film-changed', detail: '', requestId: '1' } })
      : route.continue(),
  );
}
