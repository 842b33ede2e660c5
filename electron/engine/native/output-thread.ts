/**
 * Puts the speaker addon's own thread to sleep after its sound server died (Linux only). ALSA's pulse plug-in then
 * leaves a byte in the pipe that thread polls, and nobody ever takes it: the thread spins on a whole core until the
 * process ends, and nothing in the addon's interface reaches it. Taking the byte lets it sleep. Owns finding that
 * pipe; touches no pipe it has not seen this very thread wait on.
 */
import { closeSync, openSync, readFileSync, readlinkSync, readSync, readdirSync } from 'node:fs';

/** The pipe one output thread waits on. */
export interface OutputPipe {
  readonly threadId: string;
  readonly fd: number;
  /** As /proc names it; a different name means the number was given to something else. */
  readonly link: string;
}

const THREAD_NAME = 'cpal_alsa_out';
/** poll on x86-64 and ppoll on arm64: both take the descriptors first and their number second. */
const POLL_NUMBER: Partial<Record<string, string>> = { x64: '7', arm64: '73' };
const NONBLOCK_FLAG = 0o4000;
const POLLFD_BYTES = 8;

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Ids of the addon's output threads; empty where /proc does not tell. */
export function listOutputThreads(): readonly string[] {
  if (process.platform !== 'linux') return [];
  return (attempt(() => readdirSync('/proc/self/task')) ?? []).filter(
    (id) => attempt(() => readFileSync(`/proc/self/task/${id}/comm`, 'utf8').trim()) === THREAD_NAME,
  );
}

/** Reads the descriptors a sleeping thread polls out of the process's own memory. */
function polledBy(threadId: string): readonly number[] | null {
  const call = readFileSync(`/proc/self/task/${threadId}/syscall`, 'utf8').trim().split(' ');
  if (call[0] !== POLL_NUMBER[process.arch]) return null;
  const count = Number(call[2]);
  if (!(count >= 2 && count <= 16)) return null;
  const memory = openSync('/proc/self/mem', 'r');
  try {
    const bytes = Buffer.alloc(count * POLLFD_BYTES);
    if (readSync(memory, bytes, 0, bytes.length, BigInt(call[1]!)) !== bytes.length) return null;
    return Array.from({ length: count }, (_, i) => bytes.readInt32LE(i * POLLFD_BYTES));
  } finally {
    closeSync(memory);
  }
}

/** A pipe that can be read without ever waiting. */
function isOpenPipe(fd: number, link: string): boolean {
  const flags = /flags:\s*(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1] ?? '0';
  return link.startsWith('pipe:') && (Number.parseInt(flags, 8) & NONBLOCK_FLAG) !== 0;
}

/**
 * The pipe the thread waits on, if it happens to be waiting just now; null otherwise (ask again later) and where the
 * device is driven in another way. The first polled descriptor is the addon's own, the second the plug-in's.
 */
export function findOutputPipe(threadId: string): OutputPipe | null {
  return attempt(() => {
    const fd = polledBy(threadId)?.[1];
    if (fd === undefined || fd < 0) return null;
    const link = readlinkSync(`/proc/self/fd/${fd}`);
    return isOpenPipe(fd, link) ? { threadId, fd, link } : null;
  });
}

/** Processor time the thread has used, in the kernel's ticks; 0 once it has gone. */
export function threadTicks(threadId: string): number {
  const stat = attempt(() => readFileSync(`/proc/self/task/${threadId}/stat`, 'utf8'));
  // utime and stime, counted after the name in parentheses
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields ? Number(fields[11]) + Number(fields[12]) : 0;
}

/** Takes what lies in the pipe. Only for a thread whose sound server is gone. */
export function drainOutputPipe(pipe: OutputPipe): void {
  attempt(() => {
    if (readlinkSync(`/proc/self/fd/${pipe.fd}`) !== pipe.link || !isOpenPipe(pipe.fd, pipe.link)) return;
    const bytes = Buffer.alloc(64);
    while (readSync(pipe.fd, bytes, 0, bytes.length, null) > 0);
  });
}
