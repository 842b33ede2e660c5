/**
 * The microphone's level at a glance, a few times a second: the loudest since the last look. Slower than the meter where
 * one talks, because a window that is watched all day must cost next to nothing.
 */
import { useEffect, useRef } from 'react';
import type { Bridge } from '../../bridge/bridge.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { levelShare } from '../../ui/level-scale.ts';
import { watchSight } from './sight.ts';

const EVERY_MS = 200;

/** Draws when there is something else to draw: no level, no timer. */
function followLevel(bridge: Bridge, draw: (share: number) => void): () => void {
  let loudest = 0;
  let shown = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  function look(): void {
    // hundredths: silence that is never quite silent is drawn once
    const share = Math.round(levelShare(loudest) * 100) / 100;
    if (share !== shown) draw(share);
    shown = share;
    loudest = 0;
    // it falls to nothing when no more levels come
    timer = share > 0 ? setTimeout(look, EVERY_MS) : null;
  }
  const stop = bridge.onLevel(({ rms }) => {
    loudest = Math.max(loudest, rms);
    timer ??= setTimeout(look, EVERY_MS);
  });
  draw(0);
  return () => {
    stop();
    if (timer) clearTimeout(timer);
  };
}

export function SignalBar({ label }: { readonly label: string }) {
  const bridge = useBridge();
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const element = bar.current;
    if (!element) return;
    let stop: (() => void) | null = null;
    const blind = watchSight(element.parentElement ?? element, (isSeen) => {
      stop?.();
      stop = isSeen ? followLevel(bridge, (share) => (element.style.transform = `scaleX(${share})`)) : null;
    });
    return () => {
      blind();
      stop?.();
    };
  }, [bridge]);
  return (
    <span
      role="img"
      aria-label={label}
      className="block h-2.5 overflow-hidden rounded-full bg-pressed forced-colors:border"
    >
      <span
        ref={bar}
        style={{ transform: 'scaleX(0)' }}
        className="block h-full w-full origin-left bg-accent will-change-transform forced-colors:bg-[Highlight]"
      />
    </span>
  );
}
