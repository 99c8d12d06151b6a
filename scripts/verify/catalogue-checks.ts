import type { Check } from './check.ts';
import { expectThat, Skipped, Unexpected, type Json } from './expect.ts';
import { filmsIn, isSameName, longestWord, MOST, type ListedFilm } from './listed-films.ts';
import type { Marquee } from './marquee.ts';

const ALL = `limit=${String(MOST)}`;

/** Searches and reads films. The checks ask the running Marquee which films it has. */
export const CATALOGUE_CHECKS: readonly Check[] = [
  {
    name: 'search',
    expected: 'GET /v1/films lists at least one film, with the total',
    async run(marquee) {
      await marquee.films();
      const { total, tookMs } = await marquee.get('/v1/films?limit=1');
      expectThat(Number(total) > 0, `the total is ${String(total)}`);
      return `${String(total)} films; the search took ${String(tookMs)} ms`;
    },
  },
  {
    name: 'search by title',
    expected: 'a search for a film’s title lists the film',
    async run(marquee) {
      const [film] = await marquee.films();
      return foundBy(marquee, film?.title ?? '', film);
    },
  },
  {
    name: 'search for a word that no film has',
    expected: 'no film is listed',
    async run(marquee) {
      // With a filter, the search is not counted among the searches without results.
      const { total } = await marquee.get(search({ q: 'xqzvkjwpgxqzvk', yearFrom: '1870' }));
      expectThat(total === 0, `the total is ${String(total)}`);
      return 'none';
    },
  },
  {
    name: 'search with a typo',
    expected: 'a search for a title with a letter missing lists the film',
    async run(marquee) {
      // Without one letter a title can be the title of other films, so one of several films must be found.
      const films = (await marquee.films()).filter(({ title }) => longestWord(title).length >= 7).slice(0, 10);
      if (films.length === 0) throw new Skipped(`none of ${String(MOST)} films has a title with a long word`);
      const misspelt = films.map((film) => ({ film, title: withoutALetter(film.title) }));
      for (const { film, title } of misspelt) {
        const { items } = await marquee.get(search({ q: title }));
        if ((items as ListedFilm[]).some(({ id }) => id === film.id)) return `“${title}” lists “${film.title}”`;
      }
      throw new Unexpected(`none of ${misspelt.map(({ title }) => `“${title}”`).join(', ')} lists its film`);
    },
  },
  ...(['genre', 'cast', 'director'] as const).map((facet) => ({
    name: `filter by ${facet} and year`,
    expected: 'films are listed, and each has both',
    run: (marquee: Marquee) => filtered(marquee, facet),
  })),
  {
    name: 'facets',
    expected: 'the count of a value is the number of films that a filter by this value finds',
    async run(marquee) {
      const counts = await Promise.all(['genre', 'cast', 'director'].map((facet) => mostFrequent(marquee, facet)));
      const found = counts.filter((one) => one !== undefined);
      for (const { facet, value, count } of found) {
        const { total } = await marquee.get(search({ [facet]: value }));
        const seen = `the count of ${facet}=${value} is ${String(count)}, and the filter finds ${String(total)}`;
        expectThat(total === count, seen);
      }
      return found.map(({ facet, value, count }) => `${facet}=${value}: ${String(count)}`).join(', ');
    },
  },
  {
    name: 'order by year',
    expected: 'sort=year lists the oldest films first, sort=-year the newest',
    async run(marquee) {
      for (const [sort, sign] of [
        ['year', 1],
        ['-year', -1],
      ] as const) {
        const years = filmsIn(await marquee.get(`/v1/films?sort=${sort}&limit=20`)).map(({ year }) => year);
        const isOrdered = years.every((year, at) => at === 0 || sign * (year - (years[at - 1] ?? year)) >= 0);
        expectThat(isOrdered, `sort=${sort}: ${years.join(', ')}`);
      }
      return 'both are in order';
    },
  },
  {
    name: 'pages of results',
    expected: 'nextCursor leads to further films, and none is repeated',
    async run(marquee) {
      const first = await marquee.get('/v1/films?limit=3');
      const { nextCursor } = first;
      if (typeof nextCursor !== 'string') throw new Skipped('all films are on the first page');
      const second = await marquee.get(`/v1/films?limit=3&cursor=${encodeURIComponent(nextCursor)}`);
      const ids = [...filmsIn(first), ...filmsIn(second)].map(({ id }) => id);
      expectThat(ids.length > 3 && new Set(ids).size === ids.length, `the films of two pages: ${ids.join(', ')}`);
      return `${String(ids.length)} different films on two pages`;
    },
  },
  {
    name: 'suggestions',
    expected: 'the beginning of a title’s word is completed',
    async run(marquee) {
      const [film] = await marquee.films();
      const word = longestWord(film?.title ?? '').slice(0, 4);
      if (word === '') throw new Skipped('no title has Latin letters');
      const { items } = await marquee.get(`/v1/suggestions?q=${word}`);
      const texts = (items as { text?: string }[]).map(({ text }) => text);
      expectThat(typeof texts[0] === 'string', `“${word}” has ${String(texts.length)} suggestions`);
      return `“${word}”: “${texts[0]}” and ${String(texts.length - 1)} more`;
    },
  },
  {
    name: 'a film',
    expected: 'GET /v1/films/{id} answers the film with an ETag, and 304 to a request that has this ETag',
    async run(marquee) {
      const [film] = await marquee.films();
      const path = `/v1/films/${film?.id ?? ''}`;
      const { status, text, headers } = await marquee.ask(path);
      expectThat(status === 200, `status ${String(status)}`);
      expectThat((JSON.parse(text) as Json)['title'] === film?.title, 'it is another film');
      const etag = headers.get('etag');
      expectThat(etag !== null, 'there is no ETag');
      const again = await marquee.ask(path, { headers: { 'if-none-match': etag } });
      expectThat(again.status === 304, `with If-None-Match the status is ${String(again.status)}`);
      return `${film?.id ?? ''} with ETag ${etag}, then 304`;
    },
  },
  {
    name: 'similar films',
    expected: 'GET /v1/films/{id}/similar answers a list of other films',
    async run(marquee) {
      const [film] = await marquee.films();
      const similar = filmsIn(await marquee.get(`/v1/films/${film?.id ?? ''}/similar`));
      expectThat(!similar.some(({ id }) => id === film?.id), 'the film is similar to itself');
      return `${String(similar.length)} films`;
    },
  },
  {
    name: 'a person',
    expected: 'GET /v1/people/{name} answers the person’s films by role',
    async run(marquee) {
      const name = (await marquee.films()).flatMap(({ cast }) => cast).find((one) => /^[\p{L} ]{3,}$/u.test(one));
      if (name === undefined) throw new Skipped(`none of ${String(MOST)} films has a cast`);
      const person = await marquee.get(`/v1/people/${encodeURIComponent(name)}`);
      const { acted } = person['roles'] as { acted?: { total: number } };
      expectThat(isSameName(String(person['name']), name), `“${name}” is answered with “${String(person['name'])}”`);
      expectThat(acted !== undefined && acted.total > 0, `“${name}” has no role`);
      return `“${name}” acted in ${String(acted.total)} films`;
    },
  },
  {
    name: 'description of the API',
    expected: 'GET /v1/openapi.json answers an OpenAPI 3.1 document, and GET /v1/docs a page',
    async run(marquee) {
      const { openapi, paths } = await marquee.get('/v1/openapi.json');
      expectThat(String(openapi).startsWith('3.1'), `the version is ${String(openapi)}`);
      const docs = await marquee.ask('/v1/docs');
      const type = docs.headers.get('content-type') ?? '';
      expectThat(docs.status === 200 && type.startsWith('text/html'), `the page: ${String(docs.status)} ${type}`);
      return `OpenAPI ${String(openapi)} with ${String(Object.keys(paths as Json).length)} paths`;
    },
  },
];

async function foundBy(marquee: Marquee, q: string, film: ListedFilm | undefined): Promise<string> {
  const result = await marquee.get(search({ q: q.slice(0, 200) }));
  const at = filmsIn(result).findIndex(({ id }) => id === film?.id);
  expectThat(at >= 0, `“${q}” does not list ${film?.id ?? ''}`);
  return `“${q}”: film ${String(at + 1)} of ${String(result['total'])}`;
}

const FIELD_OF = { genre: 'genres', cast: 'cast', director: 'directors' } as const;

/** Filters by the most frequent value, and by the year of a film that has it. */
async function filtered(marquee: Marquee, facet: keyof typeof FIELD_OF): Promise<string> {
  const most = await mostFrequent(marquee, facet);
  if (!most) throw new Skipped(`no film has a ${facet}`);
  const { value } = most;
  const [film] = filmsIn(await marquee.get(search({ [facet]: value })));
  expectThat(film !== undefined, `${facet}=${value} lists no film`);
  const year = String(film.year);
  const result = await marquee.get(search({ [facet]: value, yearFrom: year, yearTo: year }));
  const films = filmsIn(result);
  const has = (one: ListedFilm) => one[FIELD_OF[facet]].some((other) => isSameName(other, value));
  const wrong = films.find((one) => one.year !== film.year || !has(one));
  expectThat(!wrong, `${facet}=${value} of ${year} lists ${wrong?.id ?? ''}`);
  expectThat(films.length > 0, `${facet}=${value} of ${year} lists no film`);
  return `${facet}=${value} of ${year}: ${String(result['total'])} films`;
}

async function mostFrequent(marquee: Marquee, facet: string) {
  const { facets } = await marquee.get(`/v1/films?limit=1&facets=${facet}`);
  const [most] = ((facets as Json)[facet] ?? []) as { value: string; count: number }[];
  return most && { facet, ...most };
}

function search(parameters: Readonly<Record<string, string>>): string {
  return `/v1/films?${new URLSearchParams(parameters).toString()}&${ALL}`;
}

/** `The Godfather` becomes `The Godfther`. */
function withoutALetter(title: string): string {
  const word = longestWord(title);
  const at = title.indexOf(word) + Math.floor(word.length / 2);
  return title.slice(0, at) + title.slice(at + 1);
}
