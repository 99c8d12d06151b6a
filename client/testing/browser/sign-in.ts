import type { Page } from 'playwright-core';

/** Signs in at the development issuer, and waits until the page is back where it was. */
export async function signIn(page: Page, name = 'Ada'): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await signInAtIssuer(page, name);
  await page.getByRole('button', { name: `Signed in as ${name}` }).waitFor();
}

/** Signs in on the issuer's own page. The issuer asks for the name every time. */
export async function signInAtIssuer(page: Page, name = 'Ada'): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Allow' }).click();
}
