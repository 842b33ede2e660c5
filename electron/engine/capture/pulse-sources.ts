/**
 * Asks PulseAudio (or PipeWire in its place) on Linux what microphones there are, by its command-line tool. Owns
 * the reading of that tool's output; starts one short-lived process a question.
 */
import { execFile } from 'node:child_process';
import { z } from 'zod';
import { SYSTEM_QUERY_TIMEOUT_MS } from './tuning.ts';

export interface PulseSource {
  /** As pvrecorder names the device. */
  readonly description: string;
  readonly muted: boolean;
  /** Carries what a loudspeaker plays, not a microphone. */
  readonly monitor: boolean;
  readonly isDefault: boolean;
}

export type PulseAnswer =
  | { readonly kind: 'sources'; readonly sources: readonly PulseSource[] }
  | { readonly kind: 'denied' }
  /** No server answers. */
  | { readonly kind: 'unreachable' }
  /** No usable tool on this system. */
  | { readonly kind: 'unasked' };

const sourceList = z.array(
  z.object({
    name: z.string(),
    description: z.string(),
    mute: z.boolean(),
    monitor_source: z.string().optional(),
    properties: z.record(z.string(), z.unknown()).optional(),
  }),
);

type ToolAnswer =
  { readonly ok: true; readonly stdout: string } | { readonly ok: false; readonly answer: PulseAnswer };

function runPactl(args: readonly string[]): Promise<ToolAnswer> {
  return new Promise((resolve) => {
    const options = {
      timeout: SYSTEM_QUERY_TIMEOUT_MS,
      killSignal: 'SIGKILL',
      maxBuffer: 4 * 1024 * 1024,
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    } as const;
    execFile('pactl', [...args], options, (failure, stdout, stderr) => {
      if (!failure) return resolve({ ok: true, stdout });
      if (failure.code === 'ENOENT' || failure.code === 'EACCES')
        return resolve({ ok: false, answer: { kind: 'unasked' } });
      const denied = /access denied/i.test(stderr);
      const wrongUse = /unrecognized option|invalid option/i.test(stderr);
      resolve({ ok: false, answer: { kind: denied ? 'denied' : wrongUse ? 'unasked' : 'unreachable' } });
    });
  });
}

/** Reads the output of `pactl --format=json list sources`; null if it is not that. */
export function parsePulseSources(json: string, defaultName: string): readonly PulseSource[] | null {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return null;
  }
  const parsed = sourceList.safeParse(data);
  if (!parsed.success) return null;
  return parsed.data.map((source) => ({
    description: source.description,
    muted: source.mute,
    monitor: source.properties?.['device.class'] === 'monitor' || Boolean(source.monitor_source),
    isDefault: source.name === defaultName,
  }));
}

/** Never rejects; answers within twice SYSTEM_QUERY_TIMEOUT_MS. */
export async function queryPulseSources(): Promise<PulseAnswer> {
  if (process.platform !== 'linux') return { kind: 'unasked' };
  const [list, info] = await Promise.all([
    runPactl(['--format=json', 'list', 'sources']),
    runPactl(['get-default-source']),
  ]);
  if (!list.ok) return list.answer;
  const sources = parsePulseSources(list.stdout, info.ok ? info.stdout.trim() : '');
  return sources ? { kind: 'sources', sources } : { kind: 'unasked' };
}
