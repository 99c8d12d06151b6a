import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { rankedHits } from '../../src/adapters/driven/search-index/answer/ranked-hits.ts';
import { IndexedFilmSearch } from '../../src/adapters/driven/search-index/indexed-film-search.ts';
import { typedText } from '../../src/adapters/driven/search-index/match/query-plan.ts';
import { RANKS, rankOf } from '../../src/adapters/driven/search-index/match/ranks.ts';
import { matchText } from '../../src/adapters/driven/search-index/match/text-match.ts';
import { REACHES } from '../../src/adapters/driven/search-index/match/reach.ts';
import { buildSnapshot } from '../../src/adapters/driven/search-index/store/build-snapshot.ts';
import { readSynonymTables, SYNONYMS } from '../../src/composition/synonym-tables.ts';
import { Segment } from '../../src/adapters/driven/search-index/store/segment.ts';
import { SectionFile } from '../../src/adapters/driven/search-index/structures/sections.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/search.md'), 'utf8');

type CatalogueRow = [
  title: string,
  year: number,
  popularity: number,
  cast: string[],
  genres: string[],
  extract?: string | undefined,
  alternativeTitles?: string[],
];

/**
 * The films of the examples, and films that the examples must not find first. `popularity` is the fame that the film has
 * in the real data, so that ties are in the same order as on the page.
 */
const CATALOGUE: readonly CatalogueRow[] = [
  ['The Godfather', 1972, 86, ['Marlon Brando', 'Al Pacino'], ['Drama']],
  ['The Godfather Part II', 1974, 75, ['Al Pacino'], ['Drama']],
  ['Star!', 1968, 37, ['Julie Andrews'], []],
  ['The Star', 2017, 52, ['Steven Yeun'], []],
  ['The Star', 1952, 43, ['Bette Davis'], ['Drama']],
  ['Star Wars', 1977, 100, ['Mark Hamill'], []],
  ['Star Trek', 2009, 85, ['Chris Pine'], []],
  ['Starman', 1984, 51, ['Jeff Bridges'], ['Drama']],
  ['Stardust', 2007, 51, ['Claire Danes'], []],
  ['A Star Is Born', 1954, 61, ['Judy Garland'], ['Drama']],
  ['Spider-Man 3', 2007, 66, ['Tobey Maguire', 'J. K. Simmons'], []],
  ['Trolls', 2016, 73, ['Anna Kendrick'], []],
  ['Trolls World Tour', 2020, 76, ['Anna Kendrick'], []],
  ['Trolls Band Together', 2023, 62, ['Anna Kendrick'], []],
  ['Juno', 2007, 76, ['J. K. Simmons'], ['Drama']],
  ['Godsend', 2004, 45, ['Robert De Niro', 'Jake Simons'], ['Horror']],
  ['Superman', 1978, 95, ['Marlon Brando'], []],
  ["St. Elmo's Fire", 1985, 60, ['Rob Lowe'], ['Drama']],
  ['Dark Night of the Scarecrow', 1981, 40, ['Larry Drake'], ['Horror']],
  ['One Dark Night', 1983, 35, ['Meg Tilly'], ['Horror']],
  ['The Dark Knight', 2008, 88, ['Christian Bale'], []],
  ['Jurassic Park', 1993, 90, ['Sam Neill'], []],
  ['Memento', 2000, 70, ['Guy Pearce'], [], 'A man with amnesia takes photographs and gets tattoos, to find a killer.'],
  ['The Rose Tattoo', 1955, 60, ['Anna Magnani'], [], 'A widow mourns her husband, who had a tattoo.'],
  ['Casino Royale', 2006, 58, ['Daniel Craig'], [], 'A spy, James Bond, plays poker.'],
  ['GoldenEye', 1995, 51, ['Pierce Brosnan'], [], 'Pierce Brosnan plays James Bond.'],
  ['Skyfall', 2012, 50, ['Daniel Craig'], [], 'The chief of James Bond is attacked.'],
  ['Spectre', 2015, 47, ['Daniel Craig'], [], 'James goes to Rome, where James Bond meets Spectre.'],
  ['Moonraker', 1979, 43, ['Roger Moore'], [], 'This is the eleventh James Bond film.'],
  ['Octopussy', 1983, 43, ['Roger Moore'], [], 'An agent is murdered, and James Bond investigates.'],
  ['Licence to Kill', 1989, 45, ['Timothy Dalton'], [], 'The spy James Bond seeks revenge.'],
  ['Casino Royale', 1967, 56, ['David Niven'], [], 'A parody of James Bond.'],
  ['Def by Temptation', 1990, 54, ['James Bond III'], ['Horror'], 'A succubus kills men.'],
  ['Creepshow', 1982, 60, ['Hal Holbrook', 'Stephen King'], ['Horror'], 'It is a film by Stephen King.'],
  ['Stuck in Love', 2012, 65, ['Greg Kinnear', 'Stephen King'], ['Drama']],
  ['Cujo', 1983, 46, ['Dee Wallace'], ['Horror'], 'A novel by Stephen King is the source.'],
  ['Misery', 1990, 55, ['James Caan'], ['Thriller'], 'The novel by Stephen King has the same name.'],
  ['Sleepwalkers', 1992, 44, [], ['Horror'], 'The script is the first by Stephen King.'],
  ['The Green Mile', 1999, 50, [], ['Drama'], 'It tells a novel by Stephen King.'],
  ['Silver Bullet', 1985, 40, [], ['Horror'], 'A werewolf is in this story by Stephen King.'],
  ['Apt Pupil', 1998, 42, [], ['Drama'], 'A teenager, in a novella by Stephen King, meets a criminal.'],
  ['Firestarter', 1984, 41, [], ['Horror'], 'A girl, in a novel by Stephen King, makes fire.'],
  ['Jurassic Park III', 2001, 62, ['Sam Neill'], []],
  ['Star Trek II: The Wrath of Khan', 1982, 82, ['William Shatner'], []],
  ['John Wick', 2014, 79, ['Keanu Reeves'], ['Thriller']],
  ['Remember Me', 2010, 47, ['Emily Wickersham', 'Jon Trosky'], ['Drama']],
  ['Cherry', 2021, 47, [], ['Drama']],
  ['Mask', 1985, 58, ['Cher'], ['Drama']],
  ['Toy Story', 1995, 89, ['Tom Hanks'], []],
  ['Saving Private Ryan', 1998, 75, ['Tom Hanks'], ['Drama']],
  ['The Thing', 1982, 89, ['Kurt Russell'], ['Horror']],
  ['Alien', 1979, 89, ['Sigourney Weaver'], ['Horror']],
  ['Alien Nation', 1988, 84, ['James Caan'], []],
  ['Bedtime Stories', 2008, 55, ['Allen Covert', 'Russell Brand'], ['Drama']],
  ['The Shining', 1980, 75, ['Jack Nicholson'], ['Horror']],
  ['Shining Through', 1992, 51, ['Michael Douglas'], ['Drama']],
  ['S.O.B.', 1981, 64, ['Julie Andrews'], []],
  ['The Saint', 1997, 56, ['Val Kilmer'], ['Thriller']],
  ['Stakeout', 1987, 64, ['Richard Dreyfuss'], []],
  ['The Dead Pool', 1988, 62, ['Clint Eastwood'], ['Thriller']],
  ['Deadpool 2', 2018, 70, ['Ryan Reynolds'], []],
  ['National Treasure', 2004, 70, ['Nicolas Cage'], []],
  ['Renfield', 2023, 50, ['Nicholas Hoult', 'Nicolas Cage'], []],
  ['Deadpool', 2016, 75, ['Ryan Reynolds'], []],
  ['Cars', 2006, 83, ['Tom Hanks'], []],
  ['Cars 2', 2011, 79, [], []],
  ['Cars 3', 2017, 65, [], []],
  ['Used Cars', 1980, 56, ['Kurt Russell'], []],
  ["Wayne's World", 1992, 74, ['Mike Myers'], []],
  ["Wayne's World 2", 1993, 48, ['Mike Myers'], []],
  ['Circus World', 1964, 46, ['John Wayne'], ['Drama']],
  ['Casablanca', 1942, 77, ['Humphrey Bogart'], ['Drama']],
  ['A Night in Casablanca', 1946, 30, ['Marx Brothers'], []],
  ['Che', 2008, 63, ['Pedro Casablanc'], []],
  ['Kill Bill: Volume 1', 2003, 56, ['Uma Thurman'], []],
  ['Kill Bill: Volume 2', 2004, 47, ['Uma Thurman'], ['Drama']],
  ['Guardians of the Galaxy Vol. 2', 2017, 71, ['Chris Pratt'], []],
  ['Jaws', 1975, 85, ['Roy Scheider'], ['Thriller'], undefined, ['Der weiße Hai']],
  ['The Fellowship of the Ring', 2001, 80, ['Elijah Wood'], [], undefined, ['LOTR']],
  ['Jaws 2', 1978, 69, ['Roy Scheider'], ['Thriller', 'Horror']],
  ['Jaws 3-D', 1983, 61, ['Bess Armstrong'], ['Thriller']],
];

/** The texts of the cells, without backticks, by the names of the columns. */
type Row = Readonly<Record<string, string>>;
type Table = { readonly heading: string; readonly rows: readonly Row[] };

/** The tables of a page in Markdown. */
function tablesOf(page: string): Table[] {
  const tables: Table[] = [];
  let heading = '';
  let columns: readonly string[] | undefined;
  let rows: Row[] = [];
  for (const line of page.split('\n')) {
    if (line.startsWith('#')) heading = line.replace(/^#+ /, '');
    if (!line.startsWith('|')) {
      columns = undefined;
    } else if (!columns) {
      columns = cellsOf(line);
      rows = [];
      tables.push({ heading, rows });
    } else if (!/^[|\s:-]+$/.test(line)) {
      const cells = cellsOf(line);
      rows.push(Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ''])));
    }
  }
  return tables;
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''));
}

function tablesWith(...columns: readonly string[]): Table[] {
  return tablesOf(PAGE).filter(({ rows }) => columns.every((column) => rows[0] && column in rows[0]));
}

const snapshot = buildSnapshot(
  CATALOGUE.map(([title, year, popularity, cast, genres, extract, alternativeTitles], i) => ({
    id: `film-${String(i)}`,
    version: 1,
    attributes: { title, year, popularity, cast, genres, extract, alternativeTitles },
  })),
  [],
  await readSynonymTables([SYNONYMS]),
);
const search = IndexedFilmSearch.fromSnapshot(snapshot);
const segment = new Segment(new SectionFile(snapshot.bytes), []);
segment.openSynopses(new SectionFile(snapshot.synopses));

/** All films that the query finds, in order, each with its rule. */
async function answer(q: string) {
  const { items } = await search.search({ q, cast: [], genres: [], sort: 'relevance', limit: 100, facets: [] });
  segment.filmSets.release();
  segment.peopleSets.release();
  const { segments, reach } = matchText([segment], typedText(q, 'all'), undefined);
  const hits = segments.flatMap((match) => rankedHits(match, { after: undefined, limit: 100 }));
  const rules = hits.map(({ rank }) => rankOf(rank).name);
  const films = items.map(({ title, year }, i) => ({ film: `${title} (${String(year)})`, rule: rules[i] }));
  return { films, reach: reach.kind };
}

const [ruleTable] = tablesWith('rule', 'query', 'film');
const ruleRows = ruleTable?.rows ?? [];
const firstRows = tablesWith('query', 'first film').flatMap(({ rows }) => rows);
const worked = tablesWith('film', 'rule').flatMap(({ heading, rows }) => {
  const q = /^"(.+)"$/.exec(heading)?.[1];
  return q === undefined ? [] : [{ q, rows }];
});

test('the table of rules in docs/search.md lists all ranks in their order', () => {
  expect(ruleRows.map(({ rule }) => rule)).toEqual(RANKS.map(({ name }) => name));
});

describe('each rule in docs/search.md has an example that is true', () => {
  test.each(ruleRows)('$rule: "$query" finds $film', async ({ rule, query = '', film }) => {
    const { films } = await answer(query);
    expect(films).toContainEqual({ film, rule });
  });
});

describe('each first film in docs/search.md is first, by the rule and the reach that the page names', () => {
  test.each(firstRows)('"$query"', async ({ query = '', rule, reach, ...row }) => {
    const found = await answer(query);
    expect({ ...found.films[0], reach: found.reach }).toEqual({ film: row['first film'], rule, reach });
  });

  test('the page has an example of every reach', () => {
    expect(new Set(firstRows.map(({ reach }) => reach))).toEqual(new Set(REACHES));
  });
});

describe('each worked example in docs/search.md has its films in order', () => {
  test.each(worked)('"$q"', async ({ q, rows }) => {
    const { films } = await answer(q);
    expect(films.slice(0, rows.length)).toEqual(rows.map(({ film, rule }) => ({ film, rule })));
  });

  test('the page has at least six of them', () => {
    expect(worked.length).toBeGreaterThanOrEqual(6);
  });
});
