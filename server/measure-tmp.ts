import { createHash } from 'node:crypto';
const root = process.argv[2]!;
const decl = process.argv[3];
const { loadFilms } = await import(`${root}/server/testing/films/load-films.ts`);
const { buildSnapshot } = await import(`${root}/server/src/adapters/driven/search-index/store/build-snapshot.ts`);
const { IndexedFilmSearch } = await import(`${root}/server/src/adapters/driven/search-index/indexed-film-search.ts`);
let films = await loadFilms('/work/shared/data/wikipedia-movies.json.gz');
let declared: any = undefined;
if (decl) {
  const { readDeclarations } = await import(`${root}/server/src/domain/declared-attributes.ts`);
  declared = readDeclarations(JSON.parse(decl));
  let x = 12345; const r = () => (x = (x * 1103515245 + 12345) % 2147483648) / 2147483648;
  films = films.map((f: any, i: number) => ({ ...f, attributes: { ...f.attributes, imdbId: `tt${1000000 + i * 7}`, imdbRating: Math.round(r() * 90 + 10) / 10, imdbVotes: Math.floor(10 ** (r() * 6)), studio: `Studio ${Math.floor(r() ** 3 * 3000)}`, restored: r() < 0.1 } }));
}
let t = performance.now();
buildSnapshot(films, declared); console.log('build', Math.round(performance.now() - t));
t = performance.now();
const bytes = buildSnapshot(films, declared); console.log('build', Math.round(performance.now() - t), 'bytes', bytes.length, createHash('sha1').update(bytes).digest('hex').slice(0, 12));
const opens = []; let s: any;
for (let i = 0; i < 5; i++) { t = performance.now(); s = IndexedFilmSearch.fromSnapshot(bytes, declared); await s.search({ cast: [], genres: [], sort: 'relevance', limit: 20, facets: [], q: 'jaws' }); opens.push((performance.now() - t).toFixed(1)); }
console.log('open+first', opens.join(' '));
if (decl) {
  const base = { cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] };
  const cases: any = {
    'attr.imdbId=': { attributes: [{ name: 'imdbId', value: 'tt1070000' }] },
    'attr.imdbRating=8..': { attributes: [{ name: 'imdbRating', from: 8 }] },
    'q=star&attr.imdbRating=8..': { q: 'star', attributes: [{ name: 'imdbRating', from: 8 }] },
    'sort=-attr.imdbVotes': { sort: '-attr.imdbVotes' },
    'q=star&sort=-attr.imdbVotes': { q: 'star', sort: '-attr.imdbVotes' },
    'attr.studio&sort=attr.imdbRating': { attributes: [{ name: 'studio', value: 'studio 0' }], sort: 'attr.imdbRating' },
    'facets=attr.studio': { facets: ['attr.studio'] },
    'q=star&facets=attr.studio': { q: 'star', facets: ['attr.studio'] },
    'facets=attr.imdbId': { facets: ['attr.imdbId'] },
    'q=star&facets=attr.imdbId': { q: 'star', facets: ['attr.imdbId'] },
    'facets=attr.restored': { facets: ['attr.restored'] },
    'q=star': { q: 'star' },
  };
  for (const [name, q] of Object.entries(cases) as any) {
    const query = { ...base, ...q }; const times: number[] = []; let total = 0;
    for (let i = 0; i < 300; i++) { const a = performance.now(); total = (await s.search(query)).total; times.push(performance.now() - a); }
    const first = times[0]!; times.sort((a, b) => a - b);
    console.log(name.padEnd(36), 'total', total, 'first', first.toFixed(2), 'p50', times[150]!.toFixed(3), 'p99', times[297]!.toFixed(3), 'ms');
  }
}
