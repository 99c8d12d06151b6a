import { expect, test } from '@jest/globals';
import { call } from '../../testing/api/client.ts';
import { eventually } from '../../testing/eventually.ts';
import { run, useDataFolder } from '../../testing/processes/product.ts';

const data = useDataFolder();

async function derive(...args: string[]) {
  const running = run('films-derive.ts', args, { MARQUEE_DATA_DIR: data.path });
  return { how: await running.ended, output: running.output() };
}

test('npm run films:derive says what it does, and refuses arguments', async () => {
  const help = await derive('--help');
  expect(help.how).toBe(0);
  expect(help.output).toContain('Usage: npm run films:derive');
  expect((await derive('films.json')).how).toBe(2);
});

test('npm run films:derive adds directors, which a running server then finds; a second run changes nothing', async () => {
  const { url } = await data.start();
  const films = `${url}/v1/films`;
  const film = { year: 2001, extract: 'A film directed by Ada Zyxwvut.' };
  await call(films, { method: 'POST', json: { title: 'One', ...film } });
  await call(films, { method: 'POST', json: { title: 'Two', ...film, directors: ['Mine'] } });
  // The 239 films of the sample have directors of their own too.
  const first = await derive();
  expect(first.output).toMatch(/^241 films in .* s: directors of 1 updated; 240 keep other directors/m);
  expect(first.output).toContain('241 films can be found by search');
  expect(first.how).toBe(0);
  const found = () => call(`${films}?director=ada+zyxwvut`);
  await eventually(async () => (await found()).body['total'] === 1);
  expect((await found()).body).toMatchObject({ items: [{ id: 'one-2001', directors: ['Ada Zyxwvut'] }] });
  expect((await call(`${films}/one-2001`)).body).not.toHaveProperty('derived');
  const second = await derive();
  expect(second.output).toMatch(/directors of 0 updated; 240 keep .*\nNothing has changed for search\./);
});
