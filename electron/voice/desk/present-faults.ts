/** Which faults are there now. Owns the list; tells each that comes and each that goes, once. */
import type { Fault, FaultCode } from '../../contract/errors.ts';

export interface PresentFaults {
  list(): readonly Fault[];
  raise(fault: Fault): void;
  clear(code: FaultCode): void;
  /** Of this family only `fault` is there now; null: none. */
  replace(family: readonly FaultCode[], fault: Fault | null): void;
}

export interface FaultListener {
  onRaised(fault: Fault): void;
  onCleared(code: FaultCode): void;
}

/** What a microphone can be told for: one of them at a time. */
export const captureFaults: readonly FaultCode[] = [
  'mic_none',
  'mic_unknown',
  'mic_denied',
  'mic_busy',
  'mic_failed',
  'mic_muted',
  'mic_zeros',
  'mic_stalled',
  'mic_gone',
];

export const storeFaults: readonly FaultCode[] = [
  'store_full',
  'store_readonly',
  'store_failed',
  'store_busy',
];

export const speakerFaults: readonly FaultCode[] = ['speaker_none', 'speaker_lost', 'speaker_stuck'];

export function createPresentFaults(listener: FaultListener): PresentFaults {
  const present = new Map<FaultCode, Fault>();

  function raise(fault: Fault): void {
    if (present.get(fault.code)?.message === fault.message) return;
    present.set(fault.code, fault);
    listener.onRaised(fault);
  }

  function clear(code: FaultCode): void {
    if (present.delete(code)) listener.onCleared(code);
  }

  return {
    list: () => [...present.values()],
    raise,
    clear,
    replace(family, fault) {
      for (const code of family) if (code !== fault?.code) clear(code);
      if (fault) raise(fault);
    },
  };
}
