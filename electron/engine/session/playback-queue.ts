/** How much made sound waits to be heard: the edge between voice and speaker, which lies inside the sink. */
import type { MonoSound, Ms } from '../../contract/audio.ts';
import type { QueueView } from '../../contract/metrics.ts';
import type { AudioSink } from '../playback/sink-port.ts';
import { playbackTuning } from '../playback/tuning.ts';

export interface PlaybackQueue {
  /** A reply begins: nothing of it has been made. */
  begin(): void;
  /** This sound is handed to the sink, which takes it in as it has room. */
  handed(sound: MonoSound): void;
  /** @param isPlaying false: whatever is left of a reply that was cut short waits for nobody */
  view(isPlaying: boolean): QueueView;
}

export function createPlaybackQueue(sink: AudioSink): PlaybackQueue {
  let handedMs: Ms = 0;
  let peak: Ms = 0;
  return {
    begin() {
      handedMs = 0;
    },
    handed({ samples, sampleRateHz }) {
      handedMs += (samples.length / sampleRateHz) * 1_000;
    },
    view(isPlaying) {
      const waiting = isPlaying ? Math.max(0, handedMs - sink.heard().ms) : 0;
      const depth = Math.min(playbackTuning.holdMs, waiting);
      peak = Math.max(peak, depth);
      const bound = playbackTuning.holdMs;
      return { name: 'tts->playback', depth, bound, unit: 'ms', peak, dropped: 0, coalesced: 0 };
    },
  };
}
