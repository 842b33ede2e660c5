/**
 * Which loudspeakers there are, by the names with which they are chosen: PulseAudio's (or PipeWire's) where its tool
 * answers, else those the audio system of the machine lists.
 */
import { execFile } from 'node:child_process';
import { z } from 'zod';
import { ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import { loadWebAudio } from '../native/web-audio.ts';
import { mayHaveSound } from '../runtime/sound-system.ts';
import { playbackTuning } from './tuning.ts';

export interface PlaybackDevice {
  /** What `createSpeakerSink` takes as `device`; for people. */
  readonly name: string;
  readonly isDefault: boolean;
  /** Name of the Pulse sink; null for a device of the system. */
  readonly pulseSink: string | null;
}

const sinkList = z.array(z.object({ name: z.string().min(1), description: z.string() }));

/** What the tool prints, or null when it is missing, fails or takes too long. */
function runPactl(args: readonly string[]): Promise<string | null> {
  const options = {
    timeout: playbackTuning.listWaitMs,
    killSignal: 'SIGKILL',
    maxBuffer: 4 * 1024 * 1024,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  } as const;
  return new Promise((resolve) => {
    execFile('pactl', [...args], options, (failure, stdout) => resolve(failure ? null : stdout));
  });
}

/** Reads the output of `pactl --format=json list sinks`; null if it is not that. Equal descriptions get the name added. */
export function parsePulseSinks(json: string, defaultName: string): readonly PlaybackDevice[] | null {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return null;
  }
  const parsed = sinkList.safeParse(data);
  if (!parsed.success) return null;
  const named = parsed.data.map((sink) => ({ ...sink, label: sink.description.trim() || sink.name }));
  return named.map(({ name, label }) => ({
    name: named.filter((other) => other.label === label).length > 1 ? `${label} (${name})` : label,
    isDefault: name === defaultName,
    pulseSink: name,
  }));
}

async function listPulseSinks(): Promise<readonly PlaybackDevice[] | null> {
  if (process.platform !== 'linux') return null;
  const [sinks, defaultName] = await Promise.all([
    runPactl(['--format=json', 'list', 'sinks']),
    runPactl(['get-default-sink']),
  ]);
  return sinks === null ? null : parsePulseSinks(sinks, defaultName?.trim() ?? '');
}

/** Errors: `addon_missing` where neither the tool nor the addon can be asked. An empty list means no speaker. */
export async function listPlaybackDevices(): Promise<Result<readonly PlaybackDevice[]>> {
  const pulse = await listPulseSinks();
  if (pulse) return ok(pulse);
  if (!(await mayHaveSound())) return ok([]);
  const webAudio = await loadWebAudio();
  if (!webAudio.ok) return webAudio;
  const devices = await webAudio.value.mediaDevices.enumerateDevices();
  return ok(
    devices
      .filter((device) => device.kind === 'audiooutput')
      .map((device, at) => ({ name: device.label, isDefault: at === 0, pulseSink: null })),
  );
}
