import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Batch = { RequestItems: Record<string, unknown[] | { Keys: unknown[] }> };

const THROTTLED = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  message: 'The level of configured provisioned throughput for the table was exceeded.',
});

/**
 * Starts a proxy that leaves half of a batch unprocessed and refuses updates. The real DynamoDB does both under load,
 * but a local DynamoDB never does.
 *
 * @param times how many requests the proxy treats this way. After that it forwards all requests unchanged. If infinite,
 * the proxy leaves even a single item unprocessed
 */
export async function startUnprocessedItemsProxy(endpoint: string, times: number) {
  let left = times;
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk as Uint8Array);
      const target = String(request.headers['x-amz-target']);
      const body = Buffer.concat(chunks).toString();
      if (target.endsWith('.UpdateItem') && left > 0) {
        left -= 1;
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(THROTTLED);
        return;
      }
      const isBatch = /Batch(Write|Get)Item$/.test(target) && left > 0;
      if (isBatch) left -= 1;
      const { now, later } = isBatch
        ? halve(JSON.parse(body) as Batch, times === Infinity)
        : { now: body, later: undefined };
      const { host: _host, 'content-length': _length, connection: _connection, ...headers } = request.headers;
      const upstream =
        now === undefined
          ? undefined
          : await fetch(endpoint, { method: 'POST', headers: headers as Record<string, string>, body: now });
      const answer = (await upstream?.json()) ?? {};
      const name = target.endsWith('BatchWriteItem') ? 'UnprocessedItems' : 'UnprocessedKeys';
      const text = JSON.stringify(later ? { ...answer, [name]: later } : answer);
      response.writeHead(upstream?.status ?? 200, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function halve({ RequestItems: items }: Batch, isStubborn: boolean): { now: string | undefined; later: object } {
  const [[table, requests] = ['', []]] = Object.entries(items);
  const all = Array.isArray(requests) ? requests : requests.Keys;
  const middle = Math.floor(all.length / 2);
  const wrap = (part: unknown[]) => ({ [table]: Array.isArray(requests) ? part : { ...requests, Keys: part } });
  const first = isStubborn ? middle : Math.max(middle, 1);
  return {
    now: first === 0 ? undefined : JSON.stringify({ RequestItems: wrap(all.slice(0, first)) }),
    later: all.length > first ? wrap(all.slice(first)) : {},
  };
}
