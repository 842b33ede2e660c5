/** Starts and drives microphone-child.mjs: a listening process in the rig's environment. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadWavFile } from '../../electron/engine/capture/wav-frames.ts';

export type MicrophoneReport =
  | { kind: 'condition'; state: 'hearing' | 'silent' | 'lost'; code: string | null }
  | { kind: 'lost'; samples: number }
  | { kind: 'frames'; frames: number; endSamples: number; gapSamples: number; rms: number }
  | { kind: 'failed'; code: string }
  | { kind: 'stopped'; frames: number; endSamples: number; gapSamples: number; dropped: number };

export interface HeardSound {
  /** 16 kHz, by position in the session. */
  readonly samples: Float32Array;
  readonly report: Extract<MicrophoneReport, { kind: 'stopped' }>;
  /** What the process wrote to stderr. */
  readonly complaints: string;
}

export interface MicrophoneChild {
  /** Every report so far. */
  readonly reports: readonly MicrophoneReport[];
  /** The first report from the `from`-th on that fits; rejects after `timeoutMs` or when the process ends. */
  waitFor(
    what: string,
    fits: (report: MicrophoneReport) => boolean,
    options?: { from?: number; timeoutMs?: number },
  ): Promise<MicrophoneReport>;
  /** Waits for a condition; `hearing` or a code. */
  waitForCondition(wanted: string, options?: { from?: number; timeoutMs?: number }): Promise<void>;
  /** Waits until `samples` more have been heard, so that sound on its way arrives. */
  hearOn(samples: number): Promise<void>;
  switchTo(device: string): void;
  /** Asks it to stop, waits until the process has ended by itself, and gives what it heard. */
  stop(): Promise<HeardSound>;
  /** For cleaning up: ends it the hard way if it still lives. */
  kill(): void;
}

const child = new URL('./microphone-child.mjs', import.meta.url).pathname;

export function startMicrophoneChild(
  env: NodeJS.ProcessEnv,
  options: { device?: string; folder: string; uid?: number; exitWithinMs?: number },
): MicrophoneChild {
  const heardPath = options.uid === undefined ? join(options.folder, `heard-${Math.random()}.wav`) : '';
  const identity = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid };
  const listener = spawn(process.execPath, [child, options.device ?? '', heardPath], { env, ...identity });
  const reports: MicrophoneReport[] = [];
  const waiting = new Set<() => void>();
  let complaints = '';
  let exitCode: number | null | undefined;
  const wake = () => {
    for (const look of [...waiting]) look();
  };
  createInterface({ input: listener.stdout }).on('line', (line) => {
    reports.push(JSON.parse(line) as MicrophoneReport);
    wake();
  });
  listener.stderr.on('data', (part: Buffer) => (complaints += part.toString()));
  listener.once('close', (code) => {
    exitCode = code;
    wake();
  });

  function waitUntil<T>(what: string, timeoutMs: number, look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        waiting.delete(check);
        settle();
      };
      const check = () => {
        const found = look();
        if (found !== undefined) finish(() => resolve(found));
        else if (exitCode !== undefined) {
          finish(() => reject(new Error(`${what}: the process ended with ${exitCode}\n${complaints}`)));
        }
      };
      const told = () => JSON.stringify(reports.filter((report) => report.kind !== 'frames'));
      const timer = setTimeout(() => {
        finish(() => reject(new Error(`${what}: not within ${timeoutMs} ms; ${told()}\n${complaints}`)));
      }, timeoutMs);
      waiting.add(check);
      check();
    });
  }

  const self: MicrophoneChild = {
    reports,
    waitFor: (what, fits, { from = 0, timeoutMs = 20_000 } = {}) =>
      waitUntil(what, timeoutMs, () => reports.slice(from).find(fits)),
    async waitForCondition(wanted, waitOptions) {
      const fits = (report: MicrophoneReport) =>
        report.kind === 'condition' && (report.code ?? report.state) === wanted;
      await self.waitFor(wanted, fits, waitOptions);
    },
    async hearOn(samples) {
      const newest = reports.findLast((report) => report.kind === 'frames');
      const until = (newest?.kind === 'frames' ? newest.endSamples : 0) + samples;
      await self.waitFor('more sound', (report) => report.kind === 'frames' && report.endSamples >= until);
    },
    switchTo(device) {
      listener.stdin.write(`switch ${device}\n`);
    },
    async stop() {
      listener.stdin.write('stop\n');
      const code = await waitUntil('end of the process', options.exitWithinMs ?? 15_000, () =>
        exitCode === undefined ? undefined : { exitCode },
      );
      const report = reports.at(-1);
      if (code.exitCode !== 0 || report?.kind !== 'stopped') {
        throw new Error(`the listening process ended with ${exitCode}\n${complaints}`);
      }
      const heard = heardPath === '' ? null : await loadWavFile(heardPath);
      return { samples: heard?.ok ? heard.value.samples : new Float32Array(0), report, complaints };
    },
    kill() {
      if (exitCode === undefined) listener.kill('SIGKILL');
    },
  };
  return self;
}
