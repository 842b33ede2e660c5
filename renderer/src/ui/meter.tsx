/**
 * A live level, drawn on canvas beside React: `<Meter label="Microphone" subscribe={(tell) =>
 * bridge.onLevel(({ rms, speech }) => tell(rms, speech > 0.5))} />`. `tell(level, isActive)`, level 0 to 1 as an
 * amplitude; drawn on a decibel scale. Draws only while it is visible; listens only while it is mounted.
 */
import { useEffect, useRef } from 'react';
import { createMeterPainter } from './meter-painter.ts';

export interface MeterProps {
  readonly label: string;
  readonly subscribe: (tell: (level: number, isActive: boolean) => void) => () => void;
}

export function Meter({ label, subscribe }: MeterProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!canvas.current) return;
    const painter = createMeterPainter(canvas.current);
    const stop = subscribe(painter.tell);
    return () => {
      stop();
      painter.stop();
    };
  }, [subscribe]);
  return (
    <canvas ref={canvas} role="img" aria-label={label} className="h-2.5 w-full rounded-full bg-sunken" />
  );
}
