import { expect } from '@jest/globals';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';
import { refuseToSave } from '../../testing/browser/conflict.ts';
import { signIn } from '../../testing/browser/sign-in.ts';

const PHONE = { viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' } as const;

browserTest(
  'the form for a new film offers names as the catalogue spells them, allows a search, and reports a film that exists',
  async ({ page }) => {
    await page.goto('/');
    await signIn(page);
    await page.getByRole('link', { name: 'Add a film' }).click();

    // The form completes a genre, in the spelling of the catalogue.
    await page.getByRole('textbox', { name: 'Genres' }).pressSequentially('cri');
    await page.getByRole('option', { name: 'Crime' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('drama');
    expect(await page.getByRole('textbox', { name: 'Genres' }).inputValue()).toBe('Crime, drama');

    // Enter ends a line unless a name is chosen.
    await page.getByRole('textbox', { name: 'Cast' }).pressSequentially('Zyx Nobody');
    await page.keyboard.press('Enter');
    await page.keyboard.type('al pac');
    await page.getByRole('option', { name: 'Al Pacino' }).click();
    expect(await page.getByRole('textbox', { name: 'Cast' }).inputValue()).toBe('Zyx Nobody\nAl Pacino\n');

    // Typing in the search box makes suggestions, and does not ask whether to leave the form.
    await page.getByRole('combobox', { name: 'Search films' }).pressSequentially('godf');
    await page.getByRole('listbox', { name: 'Suggestions' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/add');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click();

    // A second film with the same title and year is added only if the user confirms it.
    await page.getByRole('textbox', { name: 'Title' }).fill('The GODFATHER');
    await page.getByLabel('Year of first release').fill('1972');
    await page.getByRole('button', { name: 'Add film' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'The Godfather (1972) is already in the catalogue.' });
    await alert.getByRole('link', { name: 'Open it' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Genres' }).inputValue()).toBe('Crime, Drama');
    await expectAccessible(page);
    await alert.getByRole('button', { name: 'Add it anyway' }).click();
    await page.waitForURL('/films/the-godfather-1972-2');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('/');
  },
  PHONE,
);

browserTest(
  'on a phone, the two versions of a conflict are below each other',
  async ({ page }) => {
    await page.goto('/films/casablanca-1942');
    await signIn(page);
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Synopsis').fill('Mine');
    await refuseToSave(page, '/films/casablanca-1942');
    await page.getByRole('button', { name: 'Save' }).click();
    const field = page.getByRole('dialog').getByRole('group', { name: 'Synopsis' });
    const [theirs, mine] = await Promise.all(
      ['They saved', 'You typed'].map((name) => field.getByText(name).boundingBox()),
    );
    expect(mine?.x).toBe(theirs?.x);
    expect(mine?.width).toBeGreaterThan(200);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Back to the form' }).click();
    await page.unrouteAll({ behavior: 'wait' });
  },
  { ...PHONE, allowed: /status of 412 / },
);
