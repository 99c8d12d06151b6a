import { describe, expect, test } from '@jest/globals';
import { makeWorld } from '../../../testing/builders/movies-world.ts';

describe('a search for movies', () => {
  test('asks the provider for what was typed; spellings of one text share the answer to the first of them', async () => {
    const { provider, search, statuses } = makeWorld();
    for (const spelling of ['Lantern²', 'LANTERN2', 'Ｌantern²']) await search(spelling);
    expect(provider.calls).toEqual(['search lantern² 1']);
    expect(statuses()).toEqual(['miss provider', 'hit memory', 'hit memory']);
  });

  test('asks once more for the canonical form if the provider does not know the spelling', async () => {
    const { provider, search } = makeWorld();
    provider.unknown.add('ｍａｔｒｉｘ');
    expect((await search('ＭＡＴＲＩＸ')).value?.totalResults).toBe(1);
    expect((await search('matrix')).value?.totalResults).toBe(1);
    expect(provider.calls).toEqual(['search ｍａｔｒｉｘ 1', 'search matrix 1']);
  });

  test('asks only once for a text that is its own canonical form', async () => {
    const { provider, search } = makeWorld();
    provider.unknown.add('matrix');
    expect((await search(' Matrix ')).value?.totalResults).toBe(0);
    expect(provider.calls).toEqual(['search matrix 1']);
  });
});
