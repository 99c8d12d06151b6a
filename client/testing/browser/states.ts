import { refuseToSave } from './conflict.ts';
import { signIn } from './sign-in.ts';
import { SETTINGS } from './settings-states.ts';
import { at, FILM, searchBox, type Walk } from './state.ts';
import { STATUS } from './status-states.ts';
import { TROUBLE } from './trouble-states.ts';

/** Below this width, the filters are in a drawer. */
const WIDE_PX = 900;

const VISITOR: Walk = {
  name: 'a visitor',
  allowed: /status of 404 /,
  states: [
    { name: 'home', show: at('/') },
    {
      name: 'suggestions',
      show: at('/', async (page) => {
        await searchBox(page).pressSequentially('al p');
        await page.getByRole('listbox', { name: 'Suggestions' }).waitFor();
      }),
    },
    { name: 'corrected search', show: at('/?q=godfahter') },
    { name: 'closest matches', show: at('/?q=detective+hired+to+follow+a+wife') },
    { name: 'filtered search', show: at('/?genre=Drama&yearFrom=1950&yearTo=1959&sort=year') },
    { name: 'any genre but one', show: at('/?anyGenre=Horror&anyGenre=Comedy&notGenre=Drama') },
    {
      name: 'filters opened',
      widthsPx: { max: WIDE_PX - 1 },
      show: at('/?q=godfather', async (page) => {
        await page.getByRole('button', { name: 'Filters' }).click();
        await page.getByRole('dialog').getByText('Crime').waitFor();
      }),
    },
    {
      name: 'all people of the filters',
      widthsPx: { min: WIDE_PX },
      show: at('/?sort=title', async (page) => {
        await page.getByRole('button', { name: /^Show \d+ more people$/ }).click();
      }),
    },
    { name: 'nothing found', show: at('/?q=xqzwv') },
    {
      name: 'nothing found, titles that begin alike',
      show: at('/?q=goxqzwv', (page) => page.getByRole('list', { name: 'Titles that begin alike' }).waitFor()),
    },
    {
      name: 'nothing found with these filters',
      show: at('/?q=godfather&genre=Western', (page) =>
        page.getByRole('heading', { name: 'Without the filters' }).waitFor(),
      ),
    },
    {
      name: 'nothing found, TMDB in place',
      show: at('/?q=brackwater+apiary', async (page) => {
        await page.getByRole('region', { name: 'On TMDB' }).getByRole('link').first().waitFor();
      }),
    },
    { name: 'film', show: at(FILM) },
    { name: 'no such film', show: at('/films/no-such-film') },
    { name: 'person', show: at('/people/Al%20Pacino') },
    { name: 'no such person', show: at('/people/no-such-person') },
    { name: 'TMDB', show: at('/movies') },
    { name: 'TMDB results', show: at('/movies?query=lantern') },
    { name: 'TMDB without results', show: at('/movies?query=xqzwv') },
    { name: 'TMDB movie', show: at('/movies/1001') },
    { name: 'nothing saved', show: at('/saved') },
    {
      name: 'saved films',
      show: at(FILM, async (page) => {
        const save = page.getByRole('button', { name: 'Save for later' });
        if ((await save.getAttribute('aria-pressed')) !== 'true') await save.click();
        await at('/saved')(page);
        await page.getByRole('button', { name: 'Remove The Godfather' }).waitFor();
      }),
    },
    {
      name: 'saved film that was removed',
      show: at('/saved', async (page) => {
        await page.getByRole('button', { name: 'Remove The Godfather' }).click();
        await page.getByRole('button', { name: 'Undo: keep The Godfather' }).waitFor();
      }),
    },
    {
      name: 'home with recent films and searches',
      show: at('/', (page) => page.getByRole('heading', { name: 'Recently viewed' }).waitFor()),
    },
    { name: 'sign in first', show: at('/add') },
    { name: 'sign-in failed', show: at('/signed-in?code=x&state=y') },
    { name: 'nothing at this address', show: at('/nowhere') },
    {
      name: 'sign-in page of the development issuer',
      show: at('/', async (page) => {
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByRole('heading', { level: 1, name: 'Sign in to Marquee' }).waitFor();
      }),
    },
  ],
};

/** Opens the form for {@link FILM} with a change. */
const changedForm = at(`${FILM}/edit`, async (page) => {
  await page.getByLabel('Synopsis').fill('Mine');
});

const EDITOR: Walk = {
  name: 'an editor',
  allowed: /status of 412 /,
  begin: async (page) => {
    await page.goto('/');
    await signIn(page);
    await refuseToSave(page, FILM);
  },
  states: [
    { name: 'home, signed in', show: at('/') },
    {
      name: 'account menu',
      show: at('/', async (page) => {
        await page.getByRole('button', { name: 'Signed in as Ada' }).click();
        await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
      }),
    },
    {
      name: 'reasons for the order',
      show: at('/?q=godfahter', async (page) => {
        await page.getByRole('button', { name: 'Why this order?' }).click();
        await page.getByRole('region', { name: 'Why this order' }).getByRole('listitem').first().waitFor();
      }),
    },
    { name: 'film, signed in', show: at(FILM) },
    {
      name: 'delete dialog',
      show: at(FILM, async (page) => {
        await page.getByRole('button', { name: 'Delete' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).waitFor();
      }),
    },
    { name: 'TMDB results, signed in', show: at('/movies?query=lantern') },
    { name: 'form for a new film', show: at('/add') },
    { name: 'form with the data of a TMDB movie', show: at('/add?movie=1001') },
    {
      name: 'completion list',
      show: at('/add', async (page) => {
        await page.getByRole('textbox', { name: 'Genres' }).pressSequentially('cri');
        await page.getByRole('option', { name: 'Crime' }).waitFor();
      }),
    },
    {
      name: 'form with errors',
      show: at('/add', async (page) => {
        await page.getByLabel('Year of first release').fill('1600');
        await page.getByRole('button', { name: 'Add film' }).click();
        await page.getByText('Title is required.').waitFor();
      }),
    },
    {
      name: 'form for a film that exists',
      show: at('/add', async (page) => {
        await page.getByLabel('Title').fill('The Godfather');
        await page.getByLabel('Year of first release').fill('1972');
        await page.getByRole('button', { name: 'Add film' }).click();
        await page.getByRole('button', { name: 'Add it anyway' }).waitFor();
      }),
    },
    { name: 'form for a film', show: changedForm },
    {
      name: 'leave without saving',
      show: async (page) => {
        await changedForm(page);
        await page.getByRole('link', { name: 'Add a film' }).click();
        await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
      },
    },
    {
      name: 'conflict dialog',
      show: async (page) => {
        await changedForm(page);
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByRole('dialog').getByRole('group', { name: 'Synopsis' }).waitFor();
      },
    },
  ],
};

/** All states of the page that tests and pictures go through. */
export const WALKS: readonly Walk[] = [VISITOR, STATUS, EDITOR, TROUBLE, ...SETTINGS];
