/** The straight line through measured points, and how sure its slope is. Pure. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Line {
  /** y per x. */
  readonly slope: number;
  /** Standard error of the slope; 0 where two points leave nothing to judge it by. */
  readonly slopeError: number;
  /** y at x = 0. */
  readonly start: number;
}

/** Ordinary least squares; null where fewer than two different x are given. */
export function fitLine(points: readonly Point[]): Line | null {
  const n = points.length;
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / n;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / n;
  const spreadX = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (!(spreadX > 0)) return null;
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spreadX;
  const start = meanY - slope * meanX;
  const rest = points.reduce((sum, { x, y }) => sum + (y - start - slope * x) ** 2, 0);
  const slopeError = n > 2 ? Math.sqrt(rest / (n - 2) / spreadX) : 0;
  return { slope, slopeError, start };
}
