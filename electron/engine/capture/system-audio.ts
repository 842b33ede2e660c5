/**
 * What the operating system knows about a microphone: there, muted, denied. Asked before a device is opened and
 * when it falls silent, because the recorder itself cannot tell (an unplugged device sends zeros, and without a
 * sound server it would open whatever else calls itself an input).
 */
import { hasSoundCard, mayHaveSoundServer } from '../runtime/sound-system.ts';
import type { MicrophoneVerdict } from './capture-health.ts';
import { queryPulseSources } from './pulse-sources.ts';
import type { PulseAnswer } from './pulse-sources.ts';

export interface SystemAudio {
  /** @param device name as listed; empty means the default */
  inspect(device: string): Promise<MicrophoneVerdict>;
}

/** Judges a device by PulseAudio's answer. A loudspeaker's monitor is a microphone only for who asks for it by name. */
export function judgePulse(answer: PulseAnswer, device: string): MicrophoneVerdict {
  if (answer.kind !== 'sources') return answer.kind;
  const source =
    device === ''
      ? answer.sources.find((candidate) => candidate.isDefault && !candidate.monitor)
      : answer.sources.find((candidate) => candidate.description === device);
  if (!source) return 'absent';
  return source.muted ? 'muted' : 'present';
}

/** The machine's own answer. */
export const systemAudio: SystemAudio = {
  async inspect(device) {
    if (process.platform !== 'linux') return 'unasked';
    const verdict = judgePulse(await queryPulseSources(), device);
    if (verdict !== 'unreachable' && verdict !== 'unasked') return verdict;
    // Without a sound server the recorder talks to ALSA, which is worth trying only where there is a card.
    if (await hasSoundCard()) return 'unasked';
    return verdict === 'unasked' && (await mayHaveSoundServer()) ? 'unasked' : 'unreachable';
  },
};
