/**
 * Paints one line on a canvas when it is told to, and only then: once a message, never on its own. Outside React.
 * Colours are read from the page, so that a change of theme is seen with the next message.
 */
export interface ChartLine {
  /** 0 (left) to 1 (right), from right to left. */
  x(index: number): number;
  /** 0 (bottom) to 1 (top); null breaks the line. */
  y(index: number): number | null;
  /** Nothing was measured between this point and the one before it. */
  isBreak(index: number): boolean;
  readonly count: number;
  /** 0 to 1: drawn as a dashed line, such as the limit of an alert. */
  readonly limit: number | null;
}

const LINE_PX = 1.75;
/** Keeps the line from being cut at the edges. */
const PAD_PX = 2;

export function paintChart(canvas: HTMLCanvasElement, line: ChartLine): void {
  const pen = canvas.getContext('2d');
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!pen || width === 0 || height === 0) return;
  const scale = devicePixelRatio;
  if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
  if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
  const style = getComputedStyle(canvas);
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  const across = (share: number) => PAD_PX + share * (width - 2 * PAD_PX);
  const up = (share: number) => height - PAD_PX - share * (height - 2 * PAD_PX);

  pen.strokeStyle = style.getPropertyValue('--edge');
  pen.lineWidth = 1;
  if (line.limit !== null) {
    pen.setLineDash([4, 4]);
    pen.beginPath();
    pen.moveTo(0, up(line.limit));
    pen.lineTo(width, up(line.limit));
    pen.stroke();
    pen.setLineDash([]);
  }
  pen.strokeStyle = style.getPropertyValue('--accent');
  pen.lineWidth = LINE_PX;
  pen.lineJoin = 'round';
  pen.lineCap = 'round';
  pen.beginPath();
  let isDrawing = false;
  for (let i = 0; i < line.count; i++) {
    const y = line.y(i);
    if (y === null) {
      isDrawing = false;
      continue;
    }
    const [px, py] = [across(line.x(i)), up(Math.min(1, Math.max(0, y)))];
    if (isDrawing && !line.isBreak(i)) pen.lineTo(px, py);
    else {
      pen.moveTo(px, py);
      // a point on its own is a dot
      pen.lineTo(px + 0.01, py);
    }
    isDrawing = true;
  }
  pen.stroke();
}
