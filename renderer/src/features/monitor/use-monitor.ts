/**
 * The newest view of the desk: asked for once, then told four times a second while the page can be seen and is not
 * paused. One change of state a message; what is drawn live is fed beside it.
 */
import { useEffect, useState } from 'react';
import type { Fault } from '../../../../electron/contract/errors.ts';
import type { MonitorView } from '../../../../electron/contract/metrics.ts';
import { NO_PARAMS, useAnswer } from '../../bridge/use-answer.ts';
import { useBridge } from '../../bridge/use-bridge.ts';

export interface MonitorState {
  readonly view: MonitorView | null;
  /** Why there is none. */
  readonly fault: Fault | null;
}

/** @param feed the same function as long as it is the same chart */
export function useMonitor(isPaused: boolean, feed: (view: MonitorView) => void): MonitorState {
  const bridge = useBridge();
  const first = useAnswer('getMonitor', NO_PARAMS, 0);
  const [newest, setNewest] = useState<MonitorView | null>(null);
  useEffect(() => {
    if (isPaused) return;
    let stop: (() => void) | null = null;
    const listen = () =>
      bridge.onMonitor((view) => {
        feed(view);
        setNewest(view);
      });
    const follow = () => {
      if (document.visibilityState === 'visible') stop ??= listen();
      else {
        stop?.();
        stop = null;
      }
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      stop?.();
    };
  }, [bridge, isPaused, feed]);
  return {
    view: newest ?? (first?.ok ? first.value : null),
    fault: newest === null && first && !first.ok ? first.fault : null,
  };
}
