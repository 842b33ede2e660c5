/**
 * The newest view of the desk: asked for once, then told once a second while the page can be seen and is not
 * paused. One change of state a message; what is drawn live is fed beside it. What costs much to draw is given a view
 * that changes less often: nobody reads a table at each message.
 */
import { useEffect, useState } from 'react';
import type { Fault } from '../../../../electron/contract/errors.ts';
import type { MonitorView } from '../../../../electron/contract/metrics.ts';
import { NO_PARAMS, useAnswer } from '../../bridge/use-answer.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { paceView, withMuted } from './view-pace.ts';
import type { PacedViews } from './view-pace.ts';

export interface MonitorState {
  readonly views: PacedViews | null;
  /** Why there is none. */
  readonly fault: Fault | null;
}

/** @param feed the same function as long as it is the same chart */
export function useMonitor(isPaused: boolean, feed: (view: MonitorView) => void): MonitorState {
  const bridge = useBridge();
  const first = useAnswer('getMonitor', NO_PARAMS, 0);
  const [views, setViews] = useState<PacedViews | null>(null);
  useEffect(() => {
    if (isPaused) return;
    let stop: (() => void) | null = null;
    const listen = () =>
      bridge.onMonitor((view) => {
        feed(view);
        setViews((before) => paceView(before, view));
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
  useEffect(
    () =>
      bridge.onEvent((event) => {
        if (event.type === 'alertRaised') setViews((before) => before && withMuted(before, event.alert));
      }),
    [bridge],
  );
  const asked = first?.ok ? first.value : null;
  const shown = views ?? (asked && { view: asked, second: asked, seldom: asked });
  return { views: shown, fault: shown === null && first && !first.ok ? first.fault : null };
}
