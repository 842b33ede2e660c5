/** Devices, volume and rate of one session: what the settings say, and what was said to change for this talk. */
import type { Settings } from '../../contract/settings.ts';
import type { BrainAction } from '../brain/brain-port.ts';
import type { AudioSource } from '../capture/source-port.ts';
import type { AudioSink } from '../playback/sink-port.ts';

export interface SoundSettings {
  readonly rate: number;
  readonly volume: number;
  /** "Speak slower", "louder". */
  act(action: BrainAction): void;
  /** What has changed since the last call is carried out at once. */
  follow(now: Settings): void;
}

export interface SoundSettingsParts {
  readonly settings: Settings;
  /** Which devices are those of the settings. */
  readonly follows: { readonly microphone: boolean; readonly speaker: boolean };
  readonly source: AudioSource | null;
  readonly sink: AudioSink;
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

export function createSoundSettings(parts: SoundSettingsParts): SoundSettings {
  const { follows, source, sink } = parts;
  let usual = parts.settings;
  let rate = usual.speechRate;
  let volume = usual.volume;
  return {
    get rate() {
      return rate;
    },
    get volume() {
      return volume;
    },
    act(action) {
      if (action.kind === 'rate') rate = clamp(rate * action.factor, 0.5, 2);
      if (action.kind === 'volume') sink.setVolume((volume = clamp(volume + action.delta, 0, 1)));
    },
    follow(now) {
      const before = usual;
      usual = now;
      if (follows.microphone && now.microphone !== before.microphone) source?.switchDevice?.(now.microphone);
      if (follows.speaker && now.speaker !== before.speaker) void sink.useDevice?.(now.speaker);
      if (now.volume !== before.volume) sink.setVolume((volume = now.volume));
      if (now.speechRate !== before.speechRate) rate = now.speechRate;
    },
  };
}
