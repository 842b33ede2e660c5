/** The main process's log: the engine's, one JSON line each on stderr. PARLEY_LOG names the level. */
import { createLogger } from '../engine/runtime/logger.ts';
import type { MainLog } from './main-context.ts';

const levels = ['silent', 'error', 'warn', 'info'] as const;

export function createMainLog(level: string | undefined): MainLog {
  return createLogger(levels.find((known) => known === level) ?? 'warn');
}

/** What of a bug may be logged: its name and where it was, not its message, which may quote what was said. */
export function bugFields(thrown: unknown): { readonly name: string; readonly frames: string } {
  if (!(thrown instanceof Error)) return { name: typeof thrown, frames: '' };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: thrown.name,
    frames: frames
      .slice(0, 8)
      .map((line) => line.trim())
      .join(' | '),
  };
}
