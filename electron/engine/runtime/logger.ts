/**
 * Structured log of the voice process. Never receives what was said, typed or answered, nor a key or token:
 * callers pass numbers, names and fault codes.
 */
import pino from 'pino';

export interface Logger {
  info(fields: Readonly<Record<string, string | number | boolean | null>>, message: string): void;
  warn(fields: Readonly<Record<string, string | number | boolean | null>>, message: string): void;
  error(fields: Readonly<Record<string, string | number | boolean | null>>, message: string): void;
}

/** Writes JSON lines to stderr. `level`: `silent`, `error`, `warn` or `info`. */
export function createLogger(level: 'silent' | 'error' | 'warn' | 'info'): Logger {
  const log = pino(
    { level, base: null, redact: ['apiKey', 'token', 'text'] },
    pino.destination({ dest: 2, sync: true }),
  );
  return {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
}

/** For tests and pure code: drops everything. */
export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };
