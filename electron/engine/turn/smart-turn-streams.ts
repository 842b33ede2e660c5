/**
 * The audio of every end-of-turn stream, on the worker's side: obeys notices, gives features for a question.
 * Owns their memory (about a megabyte each) and frees it on close; messages for unknown streams are ignored.
 */
import { createSmartTurnFeatures } from './smart-turn-features.ts';
import type { SmartTurnFeatures } from './smart-turn-features.ts';
import type { SmartTurnNotice, SmartTurnQuestion } from './smart-turn-protocol.ts';

export interface SmartTurnStreams {
  readonly count: number;
  handle(notice: SmartTurnNotice): void;
  /** Fills `out` for the question; false if it cannot be answered any more. */
  read(question: SmartTurnQuestion, out: Float32Array): boolean;
}

export function createSmartTurnStreams(): SmartTurnStreams {
  const streams = new Map<number, { epoch: number; readonly features: SmartTurnFeatures }>();
  return {
    get count() {
      return streams.size;
    },
    handle(notice) {
      const held = streams.get(notice.stream);
      switch (notice.kind) {
        case 'begin':
          if (held) {
            held.epoch = notice.epoch;
            held.features.reset();
          } else {
            streams.set(notice.stream, { epoch: notice.epoch, features: createSmartTurnFeatures() });
          }
          return;
        case 'push':
          if (held?.epoch === notice.epoch) held.features.push(notice.samples);
          return;
        case 'close':
          streams.delete(notice.stream);
          return;
      }
    },
    read({ stream, epoch, endSamples }, out) {
      const held = streams.get(stream);
      return held !== undefined && held.epoch === epoch && held.features.read(out, endSamples);
    },
  };
}
