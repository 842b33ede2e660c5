/** Notes everything a sink says. */
import type { Fault } from '../../electron/contract/errors.ts';
import type { SinkObserver } from '../../electron/engine/playback/sink-port.ts';

export interface FakeSinkObserver extends SinkObserver {
  readonly started: { turnId: number; atMs: number }[];
  readonly underruns: number[];
  readonly faults: Fault[];
  recovered: number;
  /** Everything shown as far end, joined, and when each part plays. */
  readonly farEnd: { samples: Float32Array; playsAtMs: number }[];
}

export function createFakeSinkObserver(): FakeSinkObserver {
  const observer: FakeSinkObserver = {
    started: [],
    underruns: [],
    faults: [],
    recovered: 0,
    farEnd: [],
    onStarted: (turnId, atMs) => void observer.started.push({ turnId, atMs }),
    onUnderrun: (turnId) => void observer.underruns.push(turnId),
    onFarEnd: (samples, playsAtMs) => void observer.farEnd.push({ samples: samples.slice(), playsAtMs }),
    onFault: (fault) => void observer.faults.push(fault),
    onRecovered: () => void observer.recovered++,
  };
  return observer;
}
