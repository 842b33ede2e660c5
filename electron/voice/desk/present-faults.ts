/** Which faults are there now. Owns the list; tells each that comes and each that goes, once. */
import type { Fault, FaultCode } from '../../contract/errors.ts';

export interface PresentFaults {
  list(): readonly Fault[];
  /** @param under what it is true under, for `clearStale`; without it, it stays until it is cleared */
  raise(fault: Fault, under?: string): void;
  /** Clears what was raised under something else than `now`. */
  clearStale(now: string): void;
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
  const present = new Map<FaultCode, { readonly fault: Fault; readonly under: string | null }>();

  function raise(fault: Fault, under: string | null = null): void {
    const known = present.get(fault.code)?.fault.message === fault.message;
    present.set(fault.code, { fault, under });
    if (!known) listener.onRaised(fault);
  }

  function clear(code: FaultCode): void {
    if (present.delete(code)) listener.onCleared(code);
  }

  return {
    list: () => [...present.values()].map(({ fault }) => fault),
    raise,
    clearStale(now) {
      for (const [code, { under }] of [...present]) if (under !== null && under !== now) clear(code);
    },
    clear,
    replace(family, fault) {
      for (const code of family) if (code !== fault?.code) clear(code);
      if (fault) raise(fault);
    },
  };
}
