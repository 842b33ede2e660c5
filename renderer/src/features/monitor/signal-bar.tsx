/**
 * The microphone's level at a glance, a few times a second: the loudest since the last look. Slower than the meter where
 * one talks, because a window that is watched all day must cost next to nothing.
 */
import { useEffect, useRef } from 'react';
import { useBridge } from '../../bridge/use-bridge.ts';
import { levelShare } from '../../ui/level-scale.ts';

const EVERY_MS = 200;

export function SignalBar({ label }: { readonly label: string }) {
  const bridge = useBridge();
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let loudest = 0;
    let shown = -1;
    const stop = bridge.onLevel(({ rms }) => (loudest = Math.max(loudest, rms)));
    const timer = setInterval(() => {
      // hundredths: silence that is never quite silent is drawn once
      const share = Math.round(levelShare(loudest) * 100) / 100;
      loudest = 0;
      if (share === shown || document.hidden) return;
      shown = share;
      if (bar.current) bar.current.style.transform = `scaleX(${share})`;
    }, EVERY_MS);
    return () => {
      stop();
      clearInterval(timer);
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
