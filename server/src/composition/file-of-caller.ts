import { resolve } from 'node:path';

/** Resolves a file name against the folder in which npm was called. npm itself runs commands in another folder. */
export function fileOfCaller(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', path);
}
