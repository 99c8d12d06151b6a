import { expect, test } from '@jest/globals';
import { buildSnapshot } from '../store/build-snapshot.ts';
import { Segment } from '../store/segment.ts';
import { SectionFile } from '../structures/sections.ts';
import { searchSegments } from './search-segments.ts';

const FILMS = ['Jaws', 'Alien'].map((title) => ({
  id: title,
  version: 1,
  attributes: {
    title,
    year: 1975,
    cast: ['Roy Scheider'],
    alternativeTitles: ['Der weiße Hai', 'Los dientes del mar'],
  },
}));

test.each(['jaws', 'weisse hai', 'hai scheider', 'hia schieder', 'dientes xylophone'])(
  'the search for %p borrows no more scratch sets when it is repeated',
  (q) => {
    const { bytes, synopses } = buildSnapshot(FILMS);
    const segment = new Segment(new SectionFile(bytes), []);
    segment.openSynopses(new SectionFile(synopses));
    const sets = [segment.filmSets, segment.peopleSets, segment.alternatives.sets];
    const lentAfterSearch = () => {
      searchSegments([segment], { q, cast: [], genres: [], sort: 'relevance', limit: 10, facets: ['cast'] });
      return sets.map((arena) => arena.mark());
    };
    expect(lentAfterSearch()).toEqual(lentAfterSearch());
  },
);
