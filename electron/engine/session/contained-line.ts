/**
 * The line to somebody who plays the voice, as a session uses it. It is used from timers, where what it throws would end
 * the whole process: a line that throws is told once and left alone from then on, and the reply goes on in its own time.
 */
import type { StreamLine } from '../playback/stream-sink.ts';

/** @param onThrow called once */
export function containLine(line: StreamLine, onThrow: (thrown: unknown) => void): StreamLine {
  let broken = false;
  function guarded(use: () => void): void {
    if (broken) return;
    try {
      use();
    } catch (thrown) {
      broken = true;
      onThrow(thrown);
    }
  }
  return {
    format: (sampleRateHz) => guarded(() => line.format(sampleRateHz)),
    send: (pcm16) => guarded(() => line.send(pcm16)),
    stop: () => guarded(() => line.stop()),
    gain: (gain, rampMs) => guarded(() => line.gain(gain, rampMs)),
  };
}
