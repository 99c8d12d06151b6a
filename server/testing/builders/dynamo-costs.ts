import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

type Sizes = { readonly sent: number; readonly received: number };

/**
 * Counts what a DynamoDB client has sent since the last reset: requests by name, and the bytes of request and answer
 * bodies.
 */
export class DynamoCosts {
  requests: Record<string, number> = {};
  bytes: Sizes = { sent: 0, received: 0 };

  reset(): void {
    this.requests = {};
    this.bytes = { sent: 0, received: 0 };
  }

  get total(): number {
    return Object.values(this.requests).reduce((sum, count) => sum + count, 0);
  }

  /** Counts at the last step before the network, so that the SDK's retries are counted too. */
  watch(client: DynamoDBClient): DynamoDBClient {
    client.middlewareStack.add(
      (next) => async (args) => {
        const request = args.request as { headers: Record<string, string>; body?: string };
        const name = (request.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
        this.requests[name] = (this.requests[name] ?? 0) + 1;
        const result = await next(args);
        const response = result.response as { headers?: Record<string, string> };
        this.bytes = {
          sent: this.bytes.sent + Buffer.byteLength(request.body ?? ''),
          received: this.bytes.received + Number(response.headers?.['content-length'] ?? 0),
        };
        return result;
      },
      { step: 'finalizeRequest', priority: 'low', name: 'countCosts' },
    );
    return client;
  }
}
