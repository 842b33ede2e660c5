/**
 * Paints the live waveform: bars that run from the middle outwards to both sides, newest in the middle, moving
 * smoothly between messages at the rate of the screen. Outside React and store. Draws nothing while it is hidden or
 * silent; with reduced motion it is a plain level bar. Owns its animation frames; `stop()` ends them.
 */
import type { LevelMessage } from '../../../../electron/contract/rpc.ts';
import { fallTowards, levelShare } from '../../ui/level-scale.ts';
import { createLevelHistory } from './level-history.ts';

const BAR_PX = 3;
const PITCH_PX = 6;
const LONGEST_PX = 800;
/** Time between two level messages: one frame of the engine. */
const MESSAGE_MS = 32;
/** Colours are read again this often, so that a change of theme is seen. */
const COLOURS_EVERY_MS = 1_000;
/** What is quieter is not drawn: a line of dots says nothing. */
const QUIET_SHARE = 0.12;
/** Above this probability the bar takes the colour of speech. */
const IS_SPEECH = 0.5;

export interface WaveformPainter {
  readonly tell: (level: Pick<LevelMessage, 'rms' | 'speech'>) => void;
  readonly stop: () => void;
}

export function createWaveformPainter(canvas: HTMLCanvasElement, isCalm: () => boolean): WaveformPainter {
  const context = canvas.getContext('2d');
  const history = createLevelHistory(Math.ceil(LONGEST_PX / PITCH_PX));
  let frame = 0;
  let toldAt = 0;
  let paintedAt = 0;
  let coloursAt = -COLOURS_EVERY_MS;
  let shown = 0;
  let isSpeech = false;
  let accent = '';
  let idle = '';

  function fit(): void {
    const scale = devicePixelRatio;
    const width = Math.round(canvas.clientWidth * scale);
    const height = Math.round(canvas.clientHeight * scale);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
  }

  function readColours(now: number): void {
    if (now - coloursAt < COLOURS_EVERY_MS) return;
    coloursAt = now;
    const style = getComputedStyle(canvas);
    accent = style.getPropertyValue('--accent');
    idle = style.getPropertyValue('--edge');
  }

  function paintBars(pen: CanvasRenderingContext2D, now: number): void {
    const { clientWidth: width, clientHeight: height } = canvas;
    const middle = width / 2;
    const shift = Math.min(1, (now - toldAt) / MESSAGE_MS);
    for (let age = 0; age < history.length; age++) {
      const away = (age + shift) * PITCH_PX;
      if (away > middle) break;
      const tall = Math.max(history.at(age) > 0 ? BAR_PX : 0, history.at(age) * height * 0.9);
      if (tall === 0) continue;
      pen.globalAlpha = Math.max(0, 1 - away / middle) ** 0.7;
      for (const x of [middle - away, middle + away]) {
        pen.beginPath();
        pen.roundRect(x - BAR_PX / 2, (height - tall) / 2, BAR_PX, tall, BAR_PX / 2);
        pen.fill();
      }
    }
    pen.globalAlpha = 1;
  }

  function paintBar(pen: CanvasRenderingContext2D, now: number): void {
    shown = fallTowards(shown, history.at(0), now - paintedAt);
    const { clientWidth: width, clientHeight: height } = canvas;
    pen.fillRect((width - width * shown) / 2, height / 2 - 2, width * shown, 4);
  }

  function paint(now: number): void {
    frame = 0;
    if (!context) return;
    fit();
    readColours(now);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    context.fillStyle = isSpeech ? accent : idle;
    if (isCalm()) paintBar(context, now);
    else paintBars(context, now);
    paintedAt = now;
    if (!history.isQuiet && now - toldAt < 500) frame = requestAnimationFrame(paint);
  }

  return {
    tell({ rms, speech }) {
      const share = levelShare(rms);
      history.push(share < QUIET_SHARE ? 0 : share);
      isSpeech = speech > IS_SPEECH;
      toldAt = performance.now();
      if (frame === 0 && document.visibilityState === 'visible') frame = requestAnimationFrame(paint);
    },
    stop: () => cancelAnimationFrame(frame),
  };
}
