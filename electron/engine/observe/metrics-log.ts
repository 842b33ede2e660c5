/**
 * Lines on disk in a bounded number of files of bounded size, private to the user. Owns the files
 * `metrics.jsonl`, `metrics.1.jsonl` (the next older) and so on; writes one piece at a time beside the work and never
 * makes anybody wait. A disk that takes nothing costs lines, which are counted, and nothing else.
 */
import { appendFile, chmod, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ms } from '../../contract/audio.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/logger.ts';
import { observeTuning } from './tuning.ts';

export interface MetricsLogParts {
  /** Made when the first line is written. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly maxBytes?: number;
  /** Full files kept beside the present one. */
  readonly keep?: number;
}

export interface MetricsLog {
  /** One line, without its line break. */
  write(line: string): void;
  /** Lines that no disk has seen: too many waited, or it refused them. */
  readonly lost: number;
  /** Resolves when all that waits is written or lost. */
  settled(): Promise<void>;
}

/** @param number 0 is the present file */
export const metricsFileName = (number: number) =>
  number === 0 ? 'metrics.jsonl' : `metrics.${number}.jsonl`;

export function createMetricsLog(parts: MetricsLogParts): MetricsLog {
  const { folder, clock, log } = parts;
  const maxBytes = parts.maxBytes ?? observeTuning.logFileBytes;
  const keep = parts.keep ?? observeTuning.logFilesKept;
  const pathOf = (number: number) => join(folder, metricsFileName(number));
  let waiting: string[] = [];
  let lost = 0;
  let restUntil: Ms = -Infinity;
  let writing: Promise<void> | null = null;

  /** Looked at each time: another Parley may write into the same file. @returns bytes of the present file */
  async function sizeNow(): Promise<number> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      const found = await stat(pathOf(0));
      // a file made by another hand may be readable by others
      if ((found.mode & 0o077) !== 0 && process.platform !== 'win32') await chmod(pathOf(0), 0o600);
      return found.size;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return 0;
      throw thrown;
    }
  }

  async function rotate(): Promise<void> {
    await rm(pathOf(keep), { force: true });
    for (let number = keep - 1; number >= 0; number--) {
      await rename(pathOf(number), pathOf(number + 1)).catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code !== 'ENOENT') throw thrown;
      });
    }
  }

  async function append(text: string): Promise<void> {
    const held = await sizeNow();
    if (held > 0 && held + Buffer.byteLength(text) > maxBytes) await rotate();
    await appendFile(pathOf(0), text, { mode: 0o600 });
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      try {
        await append(`${waiting[0]}\n`);
        waiting.shift();
      } catch (thrown) {
        lost += waiting.length;
        waiting = [];
        restUntil = clock.now() + observeTuning.logRestMs;
        const { code } = thrown as NodeJS.ErrnoException;
        log.warn({ code: code ?? 'unknown' }, 'measurements are not being written');
      }
    }
    writing = null;
  }

  return {
    write(line) {
      if (clock.now() < restUntil || waiting.length >= observeTuning.logLinesWaiting) {
        lost++;
        return;
      }
      waiting.push(line);
      writing ??= drain();
    },
    get lost() {
      return lost;
    },
    async settled() {
      while (writing) await writing;
    },
  };
}
