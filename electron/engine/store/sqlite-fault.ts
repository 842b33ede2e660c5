/** What an error of SQLite means for the user. Codes: https://sqlite.org/rescode.html */
import type { FaultCode } from '../../contract/errors.ts';
import { sqliteCode } from '../native/sqlite.ts';

const PERM = 3;
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const PROTOCOL = 15;
const NOTADB = 26;

/** Error numbers of Linux and macOS where they agree; Windows has none here and falls to the general answer. */
const ENOSPC = 28;
const EROFS = 30;
const EMFILE = 24;

/** @returns null for an error that is not SQLite's: a bug, to be thrown on. */
export function sqliteFaultCode(thrown: unknown): FaultCode | null {
  const errno = (thrown as { systemErrno?: number } | null)?.systemErrno;
  switch (sqliteCode(thrown)) {
    case null:
      return null;
    case CORRUPT:
    case NOTADB:
      return 'store_corrupt';
    case FULL:
      return 'store_full';
    case BUSY:
    case LOCKED:
    case PROTOCOL:
      return 'store_busy';
    case READONLY:
    case PERM:
      return 'store_readonly';
    case CANTOPEN:
      return errno === EMFILE ? 'store_failed' : errno === ENOSPC ? 'store_full' : 'store_readonly';
    case IOERR:
      return errno === ENOSPC ? 'store_full' : errno === EROFS ? 'store_readonly' : 'store_failed';
    default:
      return 'store_failed';
  }
}
