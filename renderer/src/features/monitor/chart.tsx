/** A line on a canvas, painted while it can be seen and its line, size or the theme changes. What it shows is said by its label. */
import { useEffect, useRef } from 'react';
import { paintChart } from './chart-painter.ts';
import type { ChartLine } from './chart-painter.ts';
import { watchSight } from './sight.ts';

export function Chart({ label, line }: { readonly label: string; readonly line: ChartLine }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const newest = useRef(line);
  const isSeen = useRef(false);
  useEffect(() => {
    newest.current = line;
    if (canvas.current && isSeen.current) paintChart(canvas.current, line);
  }, [line]);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const repaint = () => paintChart(element, newest.current);
    const blind = watchSight(element, (sees) => {
      isSeen.current = sees;
      if (sees) repaint();
    });
    const size = new ResizeObserver(repaint);
    size.observe(element);
    const theme = new MutationObserver(repaint);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', repaint);
    return () => {
      blind();
      size.disconnect();
      theme.disconnect();
      system.removeEventListener('change', repaint);
    };
  }, []);
  return (
    <canvas ref={canvas} role="img" aria-label={label} className="h-20 w-full rounded-small bg-sunken" />
  );
}
