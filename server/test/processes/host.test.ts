import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import { useDataFolder } from '../../testing/processes/product.ts';

const data = useDataFolder();

test.each([
  ['on loopback refuses', {}, 421],
  ['on loopback behind a configured proxy accepts', { MARQUEE_TRUSTED_PROXIES: '1' }, 200],
  ['on all interfaces accepts', { HOST: '0.0.0.0' }, 200],
])('npm start %s a Host that names another machine', async (_name, settings, status) => {
  const { port } = new URL((await data.start(settings)).url);
  for (const [host, expected] of [
    ['films.example.org', status],
    [`localhost:${port}`, 200],
  ] as const) {
    const sent = request({ host: '127.0.0.1', port, path: '/v1/health', headers: { host } }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    expect({ host, status: response.statusCode }).toEqual({ host, status: expected });
  }
});
