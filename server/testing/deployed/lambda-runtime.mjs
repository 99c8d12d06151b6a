// A stand-in for Lambda's runtime: loads the declared handler, and calls it with events, one at a time or concurrently.
import { pathToFileURL } from 'node:url';

const [file, name] = process.argv.slice(2);
const { [name]: handler } = await import(pathToFileURL(file).href);
if (typeof handler !== 'function') throw new Error(`Runtime.HandlerNotFound: ${name} is not exported by ${file}`);
if (handler.length > 2) throw new Error('Runtime.CallbackHandlerDeprecated: nodejs24.x has no callbacks');

process.on('message', async ({ id, event, deadlineMs }) => {
  const context = { awsRequestId: String(id), getRemainingTimeInMillis: () => deadlineMs - Date.now() };
  try {
    const result = await handler(event, context);
    process.send({ id, result: result === undefined ? null : JSON.parse(JSON.stringify(result)) });
  } catch (error) {
    process.send({ id, error: String(error?.stack ?? error) });
  }
});
process.on('disconnect', () => process.exit(0));
process.send('ready');
