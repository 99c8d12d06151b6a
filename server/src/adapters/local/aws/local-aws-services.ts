import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Services = {
  /** The value of every SSM parameter; absent: there are no parameters. */
  readonly secret: string | undefined;
  /** Called with the body of each message before its sender is answered. */
  readonly onMessage: (body: string) => Promise<void>;
};

/**
 * Starts a server on loopback that replaces SSM and SQS for `npm run invoke:local`. It supports the operations that the
 * Lambda bundle calls, in AWS's JSON protocol.
 */
export async function startLocalAwsServices(services: Services): Promise<{ endpoint: string; close: () => void }> {
  const server = createServer((request, response) => {
    void answer(request, services).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  request: IncomingMessage,
  { secret, onMessage }: Services,
): Promise<{ status: number; body: object }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const input = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { MessageBody?: string };
  switch (String(request.headers['x-amz-target'])) {
    case 'AmazonSSM.GetParameter':
      return secret === undefined
        ? { status: 400, body: { __type: 'ParameterNotFound' } }
        : { status: 200, body: { Parameter: { Value: secret, Type: 'SecureString' } } };
    case 'AmazonSQS.SendMessage': {
      const message = input.MessageBody ?? '';
      await onMessage(message);
      // The answer must contain the digest of the message, because the SDK checks it.
      const digest = createHash('md5').update(message).digest('hex');
      return { status: 200, body: { MessageId: randomUUID(), MD5OfMessageBody: digest } };
    }
    default:
      return { status: 400, body: { __type: 'UnknownOperationException' } };
  }
}
