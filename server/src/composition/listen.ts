import { once } from 'node:events';
import type { Server } from 'node:net';
import { reasonOf } from '../adapters/driving/cli/command-line.ts';
import { errorCode } from '../domain/errors.ts';

/**
 * @param setting name of the setting with the port
 * @throws Error with a message for the user
 */
export async function listen(server: Server, setting: string, host: string, port: number): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    if (errorCode(error) !== 'EADDRINUSE') {
      throw new Error(`The product cannot listen on HOST ${host}, ${setting} ${String(port)}: ${reasonOf(error)}`, {
        cause: error,
      });
    }
    throw new Error(
      `Port ${String(port)} is taken. Stop the program that uses it, or choose another port: ${setting}=${String(port + 1)} npm start`,
    );
  });
}
