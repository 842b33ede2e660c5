/**
 * Tells when microphones and speakers come and go, where the sound server tells it: PulseAudio, or PipeWire in its
 * place, by one process of its tool that stays. Elsewhere it tells nothing, and whoever shows devices looks again.
 */
import { spawn } from 'node:child_process';
import { deskTuning } from './tuning.ts';

/** `change` of a device is its volume or whether it is used; of the server, another default. */
const DEVICE_LINE = /^Event (?:'(?:new|remove)' on (?:source|sink)|'change' on server) #\d/;

/** Whether a line of `pactl subscribe` says that the lists of devices are other ones now. */
export const saysDevicesChanged = (line: string): boolean => DEVICE_LINE.test(line);

export interface DeviceWatchOptions {
  /** Called once for changes that come together. */
  readonly onChange: () => void;
  /** Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Begins to watch; returns how to stop. */
export function watchDevices({ onChange, env = process.env }: DeviceWatchOptions): () => void {
  let stopped = process.platform !== 'linux';
  let end = () => {};
  let again: ReturnType<typeof setTimeout> | null = null;
  let telling: ReturnType<typeof setTimeout> | null = null;

  function tell(): void {
    if (stopped || telling) return;
    telling = setTimeout(() => {
      telling = null;
      onChange();
    }, deskTuning.devicesSettleMs).unref();
  }

  function start(): void {
    again = null;
    if (stopped) return;
    const child = spawn('pactl', ['subscribe'], {
      env: { ...env, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let rest = '';
    let there = true;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = (lines.pop() ?? '').slice(0, 1_000);
      if (lines.some(saysDevicesChanged)) tell();
    });
    // no tool: there is nothing to wait for
    child.once('error', () => (there = false));
    child.once('close', () => {
      if (stopped || !there) return;
      // the server went: its devices went with it, and come back with it
      tell();
      again = setTimeout(start, deskTuning.devicesRetryMs).unref();
    });
    // neither it nor its pipe keeps the process alive
    child.unref();
    (child.stdout as unknown as { unref?: () => void }).unref?.();
    end = () => child.kill('SIGKILL');
  }

  start();
  return () => {
    stopped = true;
    if (again) clearTimeout(again);
    if (telling) clearTimeout(telling);
    end();
  };
}
