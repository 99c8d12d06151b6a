import { traced, type TracedCall } from './request-context.ts';

type Handler = (args: object) => Promise<unknown>;
type Middleware = (next: Handler, context: { readonly commandName?: string }) => Handler;

/** The part of an AWS client that is used here. The SDK's own types differ for each client. */
type Client = {
  readonly middlewareStack: { add(middleware: never, options: { readonly step: 'initialize' }): void };
};

/** Lets traces show the calls of an AWS client. A call and its retries are one entry. */
export function traceClient<T extends Client>(client: T, service: TracedCall['service']): T {
  const middleware: Middleware = (next, { commandName }) => {
    const operation = commandName?.replace(/Command$/, '') ?? 'unknown';
    return (args) => traced({ service, operation }, () => next(args));
  };
  client.middlewareStack.add(middleware as never, { step: 'initialize' });
  return client;
}
