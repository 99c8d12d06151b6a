import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { errorCode } from '../domain/errors.ts';

/**
 * Reads the file `.env` in the current folder.
 *
 * @returns no settings if there is no such file
 * @throws Error when the file cannot be read
 */
export function readEnvFile(): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync('.env', 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return {};
    throw error;
  }
}
