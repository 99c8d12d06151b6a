import { errorCode } from '../../../domain/errors.ts';

const RESTORE =
  'Stop every Marquee that uses it, then replace it with a backup, or move it away and import the films again.';

/**
 * Makes an error whose message tells people what is wrong with a data folder and what to do about it.
 *
 * @param folder the data folder
 */
export function dataFolderError(folder: string, error: unknown): Error {
  const cause = deepest(error);
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`The data folder ${folder} (MARQUEE_DATA_DIR) cannot be used: ${reason}. ${remedy(cause, reason)}`, {
    cause: error,
  });
}

/**
 * What to do about the error. This depends on the operating system's error code if there is one, and otherwise on
 * LevelDB's message.
 */
function remedy(cause: unknown, reason: string): string {
  const says = (pattern: RegExp) => pattern.test(errorCode(cause) ?? '') || pattern.test(reason);
  if (says(/ENOSPC|EDQUOT|No space left|quota exceeded/i)) return 'The disk is full: free some space and start again.';
  if (says(/EACCES|EPERM|EROFS|Permission denied|Read-only file system|not permitted/i)) {
    return 'Let this user read and write the folder and all its files, or choose another folder.';
  }
  if (says(/ENOTDIR|EEXIST|Not a directory/i)) {
    return 'A file is where a folder should be: move it away, or choose another folder.';
  }
  return `It is damaged. ${RESTORE}`;
}

/** The innermost cause: the packages above LevelDB wrap its errors in their own. */
function deepest(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? deepest(error.cause) : error;
}
