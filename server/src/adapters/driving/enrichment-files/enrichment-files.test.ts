import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import {
  cmuMetadata,
  imdbAkas,
  imdbBasics,
  imdbRatings as ratingsOf,
  sourceFile,
  truncatedGzip,
  tsv,
} from '../../../../testing/enrichment/source-files.ts';
import type { EnrichmentSource } from '../../../application/films/enrichment/enrichment-source.ts';
import { FilmMatcher } from '../../../application/films/enrichment/film-matcher.ts';
import { cmuPlots } from './cmu-plots.ts';
import { imdbRatings } from './imdb-ratings.ts';
import { mappedFile, type Mapping } from './mapped-file.ts';

/** Reads a source for the films Heat (1995) and Jaws (1975), and returns their values. */
async function valuesFrom(source: EnrichmentSource) {
  const matcher = new FilmMatcher();
  for (const [title, year] of [
    ['Heat', 1995],
    ['Jaws', 1975],
  ] as const) {
    matcher.addFilm({ id: title, version: 1, attributes: { title, year } });
  }
  await source.read(matcher);
  return Object.fromEntries(
    matcher.matches().map((match) => [match.film, match.outcome === 'matched' ? match.values : match.outcome]),
  );
}

const BASICS = imdbBasics(
  { id: 'tt0113277', title: 'Heat', year: 1995 },
  { id: 'tt0000001', title: 'Heat', year: 1995, type: 'tvEpisode' },
  { id: 'tt0000002', title: 'Heat', type: 'movie' },
  { id: 'tt0073195', title: 'Der weiße Hai', original: 'Jaws', year: 1975 },
);
const RATINGS = ratingsOf(['tt0000001', 9.9, 5_000_000], ['tt0073195', 8.1, 10_000], ['tt0113277', 8.3, 700_000]);

describe('IMDb’s files', () => {
  const imdb = (basics: string | Uint8Array, ratings: string | Uint8Array, akas?: string) =>
    imdbRatings({
      basics: sourceFile('title.basics.tsv.gz', basics),
      ratings: sourceFile('title.ratings.tsv.gz', ratings),
      akas: akas === undefined ? undefined : sourceFile('title.akas.tsv.gz', akas),
    });

  test('give id, rating, votes and popularity of films, but not of other titles such as episodes', async () => {
    const source = imdb(gzipSync(BASICS), gzipSync(RATINGS));
    expect(source.attributes).toEqual(['imdbId', 'imdbRating', 'imdbVotes', 'popularity']);
    expect(await valuesFrom(source)).toEqual({
      Heat: { imdbId: 'tt0113277', imdbRating: 8.3, imdbVotes: 700_000, popularity: 90.2 },
      Jaws: { imdbId: 'tt0073195', imdbRating: 8.1, imdbVotes: 10_000, popularity: 61.8 },
    });
  });

  test('give an unrated film only its id', async () => {
    expect(await valuesFrom(imdb(BASICS, ratingsOf()))).toMatchObject({ Heat: { imdbId: 'tt0113277' } });
  });

  test('give alternative titles too', async () => {
    const akas = imdbAkas(['tt0073195', 'Jaws'], ['tt0073195', 'Der weiße Hai'], ['tt0113277', 'HEAT'], ['tt9', 'X']);
    const source = imdb(BASICS, RATINGS, akas);
    expect(source.attributes).toContain('alternativeTitles');
    expect(await valuesFrom(source)).toMatchObject({
      Heat: { alternativeTitles: [] },
      Jaws: { alternativeTitles: ['Der weiße Hai'] },
    });
  });

  test('may have additional columns, columns in any order, lines that end with CR LF, and a last line without a line end', async () => {
    const basics = `startYear\tnew\toriginalTitle\tprimaryTitle\ttitleType\ttconst\r\n1995\t\tHeat\tHeat\tmovie\ttt0113277`;
    expect(await valuesFrom(imdb(basics, ratingsOf(['tt0113277', 8.3, 9])))).toMatchObject({
      Heat: { imdbId: 'tt0113277', imdbRating: 8.3 },
    });
  });

  test.each([
    [
      'a truncated gzip',
      truncatedGzip(BASICS),
      RATINGS,
      /^title\.basics\.tsv\.gz, line \d: .*gzip data is broken or ends/,
    ],
    [
      'broken gzip',
      Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
      RATINGS,
      /basics\.tsv\.gz, line 1: .*gzip/,
    ],
    ['an empty file', '', RATINGS, /^title\.basics\.tsv\.gz, line 1: the file is empty/],
    [
      'the files in the wrong order',
      RATINGS,
      BASICS,
      /basics\.tsv\.gz, line 1: there is no column "titleType"\. The columns are "tconst"/,
    ],
    ['a missing column', BASICS, 'tconst\taverageRating\n', /ratings\.tsv\.gz, line 1: there is no column "numVotes"/],
    [
      'a row that is cut off',
      BASICS.slice(0, -20),
      RATINGS,
      /basics\.tsv\.gz, line 5: it has \d columns, but the first line has 9/,
    ],
    [
      'a wrong rating',
      BASICS,
      RATINGS.replace('8.3', '83'),
      /ratings\.tsv\.gz, line 4: averageRating must be a number from 0 to 10/,
    ],
    [
      'wrong votes',
      BASICS,
      RATINGS.replace('700000', '7e99'),
      /ratings\.tsv\.gz, line 4: numVotes must be a whole number/,
    ],
    [
      'a wrong year',
      BASICS.replace('\t1995\t', '\tsoon\t'),
      RATINGS,
      /basics\.tsv\.gz, line 2: startYear must be a year/,
    ],
    ['a wrong id', BASICS.replace('tt0113277', 'nm0113277'), RATINGS, /basics\.tsv\.gz, line 2: tconst must be an id/],
    [
      'bytes that are not UTF-8',
      Buffer.concat([Buffer.from(BASICS), Buffer.from([0xff])]),
      RATINGS,
      /line 5: this line, or one soon after it, is not UTF-8/,
    ],
    ['an endless line', BASICS + 'x'.repeat(1_100_000), RATINGS, /basics\.tsv\.gz, line 6: is longer than 1048576/],
  ])('with %s are refused with an error that names file, line and rule', async (_what, basics, ratings, message) => {
    await expect(valuesFrom(imdb(basics, ratings))).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(message) as unknown,
    });
  });
});

describe('the CMU Movie Summary Corpus', () => {
  const METADATA = cmuMetadata([1, 'Heat', '1995-12-15'], [2, 'Heat', '1995'], [3, 'Jaws', '1975-06'], [4, 'Jaws', '']);
  const cmu = (metadata: string, plots: string) =>
    cmuPlots({ metadata: sourceFile('movie.metadata.tsv', metadata), plots: sourceFile('plot_summaries.txt', plots) });

  test('gives plots, without their markup', async () => {
    const plots = tsv(9, 'Another film.') + tsv(2, ' A thief &amp; a [[detective|cop]]. ') + tsv(3, 'A shark.\r');
    expect(await valuesFrom(cmu(METADATA, plots))).toEqual({
      Heat: { plot: 'A thief & a cop.' },
      Jaws: { plot: 'A shark.' },
    });
  });

  test('shortens a plot of more than 20,000 characters at a word', async () => {
    const { Heat } = await valuesFrom(cmu(METADATA, tsv(1, 'word '.repeat(5_000))));
    expect(Heat).toEqual({ plot: 'word '.repeat(4_000).trimEnd() });
  });

  test.each([
    [
      'the files in the wrong order',
      tsv(1, 'A plot.'),
      METADATA,
      /^movie\.metadata\.tsv, line 1: it has 2 columns instead of 9/,
    ],
    [
      'a header',
      METADATA.replace('1\t', 'id\t'),
      tsv(1, 'A plot.'),
      /metadata\.tsv, line 1: the first column must be the id/,
    ],
    [
      'a line without a tab',
      METADATA,
      `${tsv(1, 'A plot.')}more\n`,
      /^plot_summaries\.txt, line 2: it must begin with the id/,
    ],
  ])('with %s is refused with an error that names file, line and rule', async (_what, metadata, plots, message) => {
    await expect(valuesFrom(cmu(metadata, plots))).rejects.toThrow(message);
  });
});

describe('a mapped file', () => {
  const RATING: Mapping = { column: 'score', attribute: 'rating', type: 'number' };

  async function mapped(content: string | Uint8Array, map: readonly Mapping[] = [RATING]) {
    const bad: [number, string][] = [];
    const file = sourceFile('ratings', content);
    const onBadRow = (...row: [number, string]) => bad.push(row);
    const match = { title: 'Name', year: 'Released' };
    return { values: await valuesFrom(mappedFile({ file, match, map, onBadRow })), bad };
  }

  test.each([
    ['CSV', 'Name,Released,score\nHeat,1995,8.3\n"Jaws",1975,"8.1"\n'],
    [
      'CSV with a byte order mark, CR LF and other columns',
      '\ufeffx,score,Name,Released\r\n,8.3,Heat,1995\r\n"a,\n""b",8.1,Jaws,1975',
    ],
    ['TSV', 'Name\tReleased\tscore\nHeat\t1995\t8.3\nJaws\t1975\t8.1\n'],
    ['JSON lines', '{"Name":"Heat","Released":1995,"score":8.3}\n{"Name":"Jaws","Released":"1975","score":"8.1"}\n'],
    ['a JSON array', '[{"Name":"Heat","Released":1995,"score":8.3},{"Name":"Jaws","Released":1975,"score":8.1}]'],
  ])('can be %s, plain or gzip', async (_format, text) => {
    for (const content of [text, gzipSync(text)]) {
      expect(await mapped(content)).toEqual({ values: { Heat: { rating: 8.3 }, Jaws: { rating: 8.1 } }, bad: [] });
    }
  });

  test('converts values to the types of the mapping', async () => {
    const text = 'Name,Released,n,t,b,l\nHeat,1995, 1e3 , two ,true,a| b |\nJaws,1975,,,0,\n';
    const map: Mapping[] = [
      { column: 'n', attribute: 'count', type: 'number' },
      { column: 't', attribute: 'word', type: 'text' },
      { column: 'b', attribute: 'seen', type: 'boolean' },
      { column: 'l', attribute: 'tags', type: 'list' },
    ];
    expect((await mapped(text, map)).values).toEqual({
      Heat: { count: 1000, word: 'two', seen: true, tags: ['a', 'b'] },
      Jaws: { seen: false },
    });
  });

  // With time that grows with the square of the digits, this would take half an hour.
  test('reports a million digits that are no number', async () => {
    const { bad } = await mapped(`Name,Released,score\nHeat,1995,${'1'.repeat(1_000_000)}x\n`);
    expect(bad).toEqual([[2, 'score must be a number']]);
  });

  test('leaves out rows that break a rule, and reports the number and the rule of each', async () => {
    const lines = ['Heat,soon,1', ',1995,1', 'Heat,,1', 'Heat,1995,great', 'Cold,1995,great', 'Jaws,1975,1e99'];
    expect(await mapped(['Name,Released,score', ...lines].join('\n'))).toEqual({
      values: { Heat: 'unmatched', Jaws: 'unmatched' },
      bad: [
        [2, 'Released must be a number'],
        [3, 'has no Name'],
        [4, 'has no Released'],
        [5, 'score must be a number'],
        [7, expect.stringMatching(/^\/rating is a number beyond/)],
      ],
    });
    const popularity: Mapping = { column: 'score', attribute: 'popularity', type: 'number' };
    const { bad } = await mapped('Name,Released,score\nHeat,1995,101\n', [popularity]);
    expect(bad).toEqual([[2, expect.stringMatching(/^\/popularity .*100/)]]);
    const json = await mapped('{"Name":"Heat","Released":1995,"score":1}\noops\n7\n');
    expect(json).toMatchObject({
      values: { Heat: { rating: 1 } },
      bad: [
        [2, 'is not JSON'],
        [3, 'is not an object'],
      ],
    });
  });

  test('is not read further after 10,000 rows in a row that are not objects', async () => {
    const film = '{"Name":"Heat","Released":1995,"score":1}\n';
    const { bad } = await mapped(`${film}${'0\n'.repeat(9_999)}${film}${'0\n'.repeat(9_999)}`);
    expect(bad).toHaveLength(19_998);
    await expect(mapped(`${film}${'0\n'.repeat(10_000)}`)).rejects.toThrow('10,000 rows in a row are bad');
  });

  test.each([
    [
      'a missing column in CSV',
      'Name,Released,stars\nHeat,1995,1\n',
      /^ratings, line 1: there is no column "score"\. The columns are "Name"/,
    ],
    ['a missing column in TSV', 'Name\tReleased\tstars\nHeat\t1995\t1\n', /line 1: there is no column "score"/],
    ['a name that no JSON row has', '{"Name":"Heat","Released":1995}\n', /line 1: no row has "score"/],
    [
      'CSV with another number of columns',
      'Name,Released,score\nHeat,1995,1\nJaws,1975\n',
      /line 3: it is not CSV: .*Length/,
    ],
    ['CSV with an open quote', 'Name,Released,score\n"Heat,1995,1\n', /line \d: it is not CSV: .*[Qq]uote/],
    ['TSV with another number of columns', 'Name\tReleased\tscore\nHeat\t1995\n', /line 2: it has 2 columns/],
    ['a truncated gzip', truncatedGzip('Name,Released,score\nHeat,1995,1\n'), /line \d: .*gzip data is broken/],
    ['an open JSON array', '[{"Name":"Heat","Released":1995,"score":1},{', /line 2: The file is damaged/],
    ['nothing', '', /line 1: the file is empty/],
  ])('with %s is refused with an error that names file, line and rule', async (_what, content, message) => {
    await expect(mapped(content)).rejects.toMatchObject({ message: expect.stringMatching(message) as unknown });
  });
});
