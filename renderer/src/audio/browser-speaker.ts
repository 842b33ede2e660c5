/** Plays PCM16 mono pieces one after another in the browser. Owns the schedule; what is stopped is thrown away. */

/** Sound is scheduled this far ahead of the clock when it starts anew: enough for the next piece to arrive. */
const LEAD_SECONDS = 0.06;

export interface BrowserSpeaker {
  /** Rate of the pieces that follow. */
  format(sampleRateHz: number): void;
  play(bytes: Uint8Array): void;
  /** Silence at once. */
  stop(): void;
  gain(gain: number, rampMs: number): void;
  close(): void;
}

/** @param bytes PCM16 little-endian; an odd byte at the end is left out @returns samples in [-1, 1) */
export function samplesOfPcm16(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength >> 1 }, (_, i) => view.getInt16(2 * i, true) / 32768);
}

export function createBrowserSpeaker(): BrowserSpeaker {
  const context = new AudioContext();
  const volume = context.createGain();
  volume.connect(context.destination);
  const playing = new Set<AudioBufferSourceNode>();
  let rateHz = 22_050;
  let endsAt = 0;

  function stop(): void {
    for (const source of playing) source.stop();
    playing.clear();
    endsAt = 0;
  }
  return {
    format(sampleRateHz) {
      rateHz = sampleRateHz;
      void context.resume();
    },
    play(bytes) {
      const samples = samplesOfPcm16(bytes);
      if (samples.length === 0) return;
      const buffer = context.createBuffer(1, samples.length, rateHz);
      buffer.copyToChannel(samples, 0);
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(volume);
      source.onended = () => playing.delete(source);
      playing.add(source);
      const startsAt = Math.max(
        endsAt,
        context.currentTime + (endsAt > context.currentTime ? 0 : LEAD_SECONDS),
      );
      source.start(startsAt);
      endsAt = startsAt + buffer.duration;
    },
    stop,
    gain(gain, rampMs) {
      volume.gain.cancelScheduledValues(context.currentTime);
      volume.gain.setTargetAtTime(gain, context.currentTime, Math.max(rampMs, 1) / 3_000);
    },
    close() {
      stop();
      void context.close();
    },
  };
}
