/** Paints a level bar on a canvas once a frame while it moves. Owns its animation frames; `stop()` ends them. */
import { fallTowards, levelShare } from './level-scale.ts';

export interface MeterPainter {
  /** @param level amplitude, 0 to 1 @param isActive drawn in the accent colour, such as for speech */
  readonly tell: (level: number, isActive: boolean) => void;
  readonly stop: () => void;
}

export function createMeterPainter(canvas: HTMLCanvasElement): MeterPainter {
  const context = canvas.getContext('2d');
  let wanted = 0;
  let shown = 0;
  let active = false;
  let last = 0;
  let frame = 0;

  function paint(now: number): void {
    frame = 0;
    shown = fallTowards(shown, wanted, now - last);
    last = now;
    const { clientWidth, clientHeight } = canvas;
    const scale = devicePixelRatio;
    if (canvas.width !== Math.round(clientWidth * scale)) canvas.width = Math.round(clientWidth * scale);
    if (canvas.height !== Math.round(clientHeight * scale)) canvas.height = Math.round(clientHeight * scale);
    if (!context) return;
    const style = getComputedStyle(canvas);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = style.getPropertyValue(active ? '--accent' : '--edge');
    context.fillRect(0, 0, canvas.width * shown, canvas.height);
    if (shown > wanted + 0.001) frame = requestAnimationFrame(paint);
  }

  return {
    tell(level, isActive) {
      wanted = levelShare(level);
      active = isActive;
      if (frame === 0 && canvas.checkVisibility()) {
        last = performance.now();
        frame = requestAnimationFrame(paint);
      }
    },
    stop: () => cancelAnimationFrame(frame),
  };
}
