/**
 * The sound of the last turns: in memory always, on disk only if the user wants it. Owns the limits of both; deletes
 * nothing in its folder that it did not name itself. Writing happens behind the conversation, in order, never throws.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MonoSound, Ms } from '../../contract/audio.ts';
import { faultOf } from '../../contract/errors.ts';
import type { Fault } from '../../contract/errors.ts';
import type { TurnRecord } from '../../contract/turns.ts';
import { encodeWav, parseWav } from '../dsp/wav.ts';
import { createRealClock } from '../runtime/clock.ts';
import type { Clock } from '../runtime/clock.ts';
import { writeFaultCode } from './data-folder.ts';
import { storeTuning } from './tuning.ts';

/** Which turn a sound belongs to. */
export type TurnKey = Pick<TurnRecord, 'sessionId' | 'turnId' | 'startedAt'>;

export interface AudioPolicy {
  readonly onDisk: boolean;
  /** All files together, in units of 1,000,000 bytes; the oldest go first. */
  readonly maxMegabytes: number;
  readonly maxAgeDays: number;
}

export interface TurnAudioOptions extends AudioPolicy {
  /** The data folder; files go to `audio` in it. */
  readonly folder: string;
  readonly clock?: Clock;
  /** Once when writing begins to fail or fails differently. */
  readonly onFault?: (fault: Fault) => void;
}

export interface TurnAudio {
  /** Copies the sound (as 16 bits). The last 20 turns, or fewer if they are long, stay in memory. */
  keep(turn: TurnKey, sound: MonoSound): void;
  /** From memory; null when it is not there any more. */
  get(turn: TurnKey): MonoSound | null;
  /** Whether `load` would find it, in memory or on disk. */
  has(turn: TurnKey): boolean;
  /** From memory, else from disk; null when it is in neither or its file is damaged. */
  load(turn: TurnKey): Promise<MonoSound | null>;
  /** The same as the bytes of a WAV file. */
  loadWav(turn: TurnKey): Promise<Uint8Array | null>;
  /** Oldest first. */
  turns(): readonly TurnKey[];
  readonly memoryBytes: number;
  /** Lets go of sound in memory that is on disk as well. Returns how many sounds that were. */
  trim(): number;
  /** Turning the disk off keeps the files that are there; `clear` removes them. */
  configure(policy: AudioPolicy): void;
  /** Removes one turn's sound from memory and disk. */
  remove(turn: TurnKey): void;
  /** Removes all sound from memory and disk. */
  clear(): void;
  /** Resolves when what was asked so far is on disk. */
  settled(): Promise<void>;
}

interface KeptSound {
  readonly turn: TurnKey;
  readonly samples: Int16Array;
  readonly sampleRateHz: number;
}

const DAY_MS: Ms = 86_400_000;
const MEGABYTE = 1_000_000;
const ourName = /^turn-(\d{15})-[0-9a-f]{12}-\d+\.wav$/;

export function createTurnAudio(options: TurnAudioOptions): TurnAudio {
  const folder = join(options.folder, 'audio');
  const clock = options.clock ?? createRealClock();
  let policy: AudioPolicy = options;
  let kept: KeptSound[] = [];
  let memoryBytes = 0;
  let queue = Promise.resolve();
  let failing: Fault['code'] | null = null;

  function later(work: () => Promise<void>): void {
    queue = queue.then(work).then(
      () => {
        failing = null;
      },
      (thrown: unknown) => {
        const code = writeFaultCode(thrown);
        if (code !== failing) options.onFault?.(faultOf(code, folder));
        failing = code;
      },
    );
  }

  function forget(test: (sound: KeptSound) => boolean): void {
    kept = kept.filter((sound) => !test(sound));
    memoryBytes = kept.reduce((sum, sound) => sum + sound.samples.byteLength, 0);
  }

  function keepInMemory(sound: KeptSound): void {
    forget((other) => isSame(other.turn, sound.turn));
    kept.push(sound);
    memoryBytes += sound.samples.byteLength;
    while (kept.length > storeTuning.audioTurns || memoryBytes > storeTuning.audioMemoryBytes) {
      memoryBytes -= kept.shift()!.samples.byteLength;
    }
  }

  async function write(turn: TurnKey, bytes: Uint8Array): Promise<void> {
    const limit = policy.maxMegabytes * MEGABYTE;
    if (!policy.onDisk || bytes.length > limit) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await prune(limit - bytes.length);
    const path = join(folder, fileName(turn));
    const temporary = `${path}.new`;
    try {
      const file = await open(temporary, 'w', 0o600);
      try {
        await file.writeFile(bytes);
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (thrown) {
      await rm(temporary, { force: true });
      throw thrown;
    }
  }

  /** Deletes what is too old, then the oldest until the rest fits into `limitBytes`; also what a crash left half written. */
  async function prune(limitBytes: number): Promise<void> {
    const files: { path: string; size: number; startedAt: number }[] = [];
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      if (ourName.test(name.replace(/\.new$/, '')) && name.endsWith('.new')) await rm(path, { force: true });
      const match = ourName.exec(name);
      const found = match ? await stat(path).catch(() => null) : null;
      if (match && found?.isFile()) files.push({ path, size: found.size, startedAt: Number(match[1]) });
    }
    files.sort((a, b) => a.startedAt - b.startedAt || (a.path < b.path ? -1 : 1));
    const oldest = clock.epochNow() - policy.maxAgeDays * DAY_MS;
    let total = files.reduce((sum, file) => sum + file.size, 0);
    for (const file of files) {
      if (file.startedAt >= oldest && total <= limitBytes) continue;
      await rm(file.path, { force: true });
      total -= file.size;
    }
  }

  function getKept(turn: TurnKey): MonoSound | null {
    const found = kept.find((sound) => isSame(sound.turn, turn));
    return found ? { samples: toFloat(found.samples), sampleRateHz: found.sampleRateHz } : null;
  }

  async function load(turn: TurnKey): Promise<MonoSound | null> {
    const held = getKept(turn);
    if (held) return held;
    // what was asked to be deleted is gone only when its turn in the queue has come
    await queue;
    const bytes = await readFile(join(folder, fileName(turn))).catch(() => null);
    const parsed = bytes && parseWav(bytes);
    return parsed?.ok ? { samples: parsed.value.samples, sampleRateHz: parsed.value.sampleRateHz } : null;
  }

  const pruneAll = () => prune(policy.maxMegabytes * MEGABYTE);
  later(pruneAll);

  return {
    keep(turn, sound) {
      if (sound.samples.length === 0) return;
      const { sessionId, turnId, startedAt } = turn;
      const key = { sessionId, turnId, startedAt };
      keepInMemory({ turn: key, samples: toInt16(sound.samples), sampleRateHz: sound.sampleRateHz });
      if (policy.onDisk) {
        const bytes = encodeWav(sound);
        later(() => write(key, bytes));
      }
    },
    get: getKept,
    has: (turn) => kept.some((sound) => isSame(sound.turn, turn)) || existsSync(join(folder, fileName(turn))),
    load,
    async loadWav(turn) {
      const sound = await load(turn);
      return sound && encodeWav(sound);
    },
    turns: () => kept.map((sound) => sound.turn),
    get memoryBytes() {
      return memoryBytes;
    },
    trim() {
      const before = kept.length;
      forget((sound) => existsSync(join(folder, fileName(sound.turn))));
      return before - kept.length;
    },
    configure(next) {
      policy = next;
      later(pruneAll);
    },
    remove(turn) {
      forget((sound) => isSame(sound.turn, turn));
      later(() => rm(join(folder, fileName(turn)), { force: true }));
    },
    clear() {
      forget(() => true);
      later(() => prune(-1));
    },
    settled: () => queue,
  };
}

function isSame(a: TurnKey, b: TurnKey): boolean {
  return a.sessionId === b.sessionId && a.turnId === b.turnId && a.startedAt === b.startedAt;
}

/** Sorts by time; the session is hashed because its name may hold anything. */
function fileName(turn: TurnKey): string {
  const time = String(Math.max(0, Math.floor(turn.startedAt) || 0))
    .padStart(15, '0')
    .slice(-15);
  const session = createHash('sha256').update(turn.sessionId).digest('hex').slice(0, 12);
  return `turn-${time}-${session}-${Math.max(0, Math.floor(turn.turnId) || 0)}.wav`;
}

function toInt16(samples: Float32Array): Int16Array {
  const whole = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    whole[i] = Math.max(-32_768, Math.min(32_767, Math.round(samples[i]! * 32_768)));
  }
  return whole;
}

function toFloat(whole: Int16Array): Float32Array {
  return Float32Array.from(whole, (value) => value / 32_768);
}
