/** The terminal as the commands see it: results on stdout, everything else on stderr, and a closed pipe is no error. */
import { writeSync } from 'node:fs';
import type { Fault } from '../contract/errors.ts';

export interface CliIo {
  /** Stdout is a terminal: colours, lines that are rewritten. */
  readonly interactive: boolean;
  /** One line on stdout. */
  print(line: string): void;
  /** Raw text on stdout. */
  write(text: string): void;
  /** One line on stderr. */
  tell(line: string): void;
  /** What happened, its code, and what to do, on stderr. */
  tellFault(fault: Fault): void;
  /** Shows a passing line on the terminal's stderr; the next `tell` or an empty string removes it. Nothing in a pipe. */
  status(line: string): void;
  /** Aborts at the first Ctrl-C or SIGTERM; another one, half a second later or more, ends the process at once. */
  readonly interrupted: AbortSignal;
  /** Dims or colours text when stdout is a terminal and NO_COLOR is not set. */
  paint(style: 'dim' | 'bold' | 'red' | 'green' | 'yellow' | 'cyan', text: string): string;
}

const codes = { dim: 2, bold: 1, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
/** Signals closer together than this are one wish. */
const SECOND_SIGNAL_MS = 500;

/** Writes to a descriptor; false once nobody reads it. */
function writeTo(fd: 1 | 2, text: string): boolean {
  for (let rest = Buffer.from(text); rest.length > 0;) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (thrown) {
      const code = (thrown as NodeJS.ErrnoException).code;
      if (code === 'EAGAIN') {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        continue;
      }
      return false;
    }
  }
  return true;
}

export function createCliIo(): CliIo {
  const interactive = process.stdout.isTTY === true;
  const colours = interactive && !process.env['NO_COLOR'];
  const statusOn = process.stderr.isTTY === true;
  const abort = new AbortController();
  let statusShown = false;

  let interruptedAt = 0;
  const onSignal = () => {
    if (!abort.signal.aborted) {
      interruptedAt = performance.now();
      return abort.abort();
    }
    // a terminal and `timeout` may send the same signal twice; leaving by exit() would abort inside a model's call
    if (performance.now() - interruptedAt >= SECOND_SIGNAL_MS) process.kill(process.pid, 'SIGKILL');
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.stdout.on('error', () => {});

  function out(text: string): void {
    // `parley ... | head` closes the pipe: there is nobody left to work for
    if (!writeTo(1, text)) process.exit(0);
  }
  function clearStatus(): void {
    if (statusShown) writeTo(2, '\r\x1b[K');
    statusShown = false;
  }

  const io: CliIo = {
    interactive,
    print(line) {
      clearStatus();
      out(`${line}\n`);
    },
    write: out,
    tell(line) {
      clearStatus();
      writeTo(2, `${line}\n`);
    },
    tellFault(fault) {
      io.tell(`parley: ${fault.message} ${fault.help} [${fault.code}]`);
    },
    status(line) {
      if (!statusOn) return;
      clearStatus();
      if (line === '') return;
      writeTo(2, line.slice(0, Math.max(20, (process.stderr.columns || 80) - 1)));
      statusShown = true;
    },
    interrupted: abort.signal,
    paint: (style, text) => (colours ? `\x1b[${codes[style]}m${text}\x1b[0m` : text),
  };
  return io;
}

/** Left-aligned columns separated by two spaces; numbers in the last column right-aligned when `numeric`. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
