/** A person on a line: sends a recording again and again in real time, with quiet between, as a browser would. */
import { ENGINE_RATE_HZ, FRAME_SAMPLES } from '../../../electron/contract/audio.ts';
import type { ListenToStream } from '../../../electron/engine/capture/stream-source.ts';
import { encodePcm16 } from '../../../electron/engine/dsp/wav.ts';
import type { SeededRandom } from './seeded-random.ts';

const FRAME_MS = (FRAME_SAMPLES / ENGINE_RATE_HZ) * 1_000;

export interface ChaosSpeaker {
  readonly listen: ListenToStream;
  /** `quiet`: a room without speech. `lost`: nothing is sent. `garbage`: samples without meaning, in pieces of any size. */
  mood: 'speaking' | 'quiet' | 'lost' | 'garbage';
  stop(): void;
}

/** @param sound at 16 kHz, its quiet included */
export function createChaosSpeaker(sound: Float32Array, random: SeededRandom): ChaosSpeaker {
  const bytes = encodePcm16(sound);
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const startedAt = performance.now();
  let sentFrames = 0;
  // whole samples: half of one would shift all that follows
  const noise = () => Uint8Array.from({ length: 2 * random.between(1, 1_500) }, () => random.between(0, 255));
  const room = encodePcm16(Float32Array.from({ length: FRAME_SAMPLES }, () => 0.0006 * random.next()));
  const timer = setInterval(() => {
    // after a stall what was spoken meanwhile comes at once, as it does from a socket
    for (; sentFrames * FRAME_MS < performance.now() - startedAt; sentFrames++) {
      if (speaker.mood === 'lost') continue;
      const from = (sentFrames * FRAME_SAMPLES * 2) % bytes.length;
      const spoken = speaker.mood === 'quiet' ? room : bytes.subarray(from, from + FRAME_SAMPLES * 2);
      const part = speaker.mood === 'garbage' ? noise() : spoken;
      for (const listener of listeners) listener(part);
    }
  }, FRAME_MS);
  const speaker: ChaosSpeaker = {
    mood: 'speaking',
    listen(onBytes) {
      listeners.add(onBytes);
      return () => void listeners.delete(onBytes);
    },
    stop: () => clearInterval(timer),
  };
  return speaker;
}
