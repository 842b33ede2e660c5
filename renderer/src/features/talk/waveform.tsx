/** The canvas of the live waveform. Decoration for the eye: what it shows is announced by phase, not drawn for ears. */
import { useEffect, useRef } from 'react';
import { useBridge } from '../../bridge/use-bridge.ts';
import { createWaveformPainter } from './waveform-painter.ts';

export function Waveform() {
  const bridge = useBridge();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!canvas.current) return;
    const wish = matchMedia('(prefers-reduced-motion: reduce)');
    const painter = createWaveformPainter(canvas.current, () => wish.matches);
    const stop = bridge.onLevel(painter.tell);
    return () => {
      stop();
      painter.stop();
    };
  }, [bridge]);
  return <canvas ref={canvas} aria-hidden className="h-full w-full" data-testid="waveform" />;
}
