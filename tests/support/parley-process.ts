/** Runs the built `parley` command as a user would: a process of its own, a data folder of its own. */
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SessionEvent } from '../../electron/contract/events.ts';

const entry = fileURLToPath(new URL('../../out/headless/parley.js', import.meta.url));

export interface ParleyRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ParleyOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly dataFolder?: string;
  readonly stdin?: string;
  readonly timeoutMs?: number;
}

export interface DataFolder {
  readonly path: string;
  remove(): void;
}

export function createDataFolder(): DataFolder {
  const path = mkdtempSync(join(tmpdir(), 'parley-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The command started and left running; the caller ends it. */
export function startParley(
  args: readonly string[],
  options: ParleyOptions = {},
): ChildProcessWithoutNullStreams {
  const env = { ...process.env, ...options.env };
  if (options.dataFolder) env['PARLEY_DATA'] = options.dataFolder;
  return spawn(process.execPath, [entry, ...args], { env });
}

/** Runs the command to its end; killed after `timeoutMs` (default 100 s), which leaves the code null. */
export async function runParley(args: readonly string[], options: ParleyOptions = {}): Promise<ParleyRun> {
  const own = options.dataFolder ? null : createDataFolder();
  const child = startParley(args, { ...options, dataFolder: options.dataFolder ?? own!.path });
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.on('data', (data: Buffer) => out.push(data.toString()));
  child.stderr.on('data', (data: Buffer) => err.push(data.toString()));
  child.stdin.on('error', () => {});
  child.stdin.end(options.stdin ?? '');
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 100_000);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  own?.remove();
  return { code, stdout: out.join(''), stderr: err.join('') };
}

/** The events of `talk --json`, in order. */
export function eventsOf(stdout: string): SessionEvent[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SessionEvent);
}

/** The events of one type. */
export function eventsOfType<T extends SessionEvent['type']>(
  events: readonly SessionEvent[],
  type: T,
): Extract<SessionEvent, { type: T }>[] {
  return events.filter((event): event is Extract<SessionEvent, { type: T }> => event.type === type);
}
