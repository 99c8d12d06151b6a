import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import { call } from '../../testing/api/client.ts';
import { useDataFolder } from '../../testing/processes/product.ts';

const data = useDataFolder();

test.each([
  ['on loopback', {}, 421, { status: 200, metrics: 200 }],
  ['on loopback behind a configured proxy', { MARQUEE_TRUSTED_PROXIES: '1' }, 200, { status: 401, metrics: 403 }],
  ['on all interfaces', { HOST: '0.0.0.0' }, 200, { status: 403, metrics: 200 }],
])(
  'npm start %s knows which hosts are its own, and who may read its status',
  async (_name, settings, status, reads) => {
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
    const read = async (path: string) => (await call(`http://127.0.0.1:${port}${path}`, { anonymous: true })).status;
    expect({ status: await read('/v1/status'), metrics: await read('/metrics') }).toEqual(reads);
  },
);
