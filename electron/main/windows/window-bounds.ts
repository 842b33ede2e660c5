/** Where a window opens: where it was, if that is still on a screen. Pure. */
import { z } from 'zod';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

export interface WindowPlace {
  /** Without a position the system chooses one. */
  readonly bounds: {
    readonly width: number;
    readonly height: number;
    readonly x?: number;
    readonly y?: number;
  };
  readonly maximized: boolean;
}

export const defaultSize = { width: 1040, height: 760 } as const;
/** Wide enough for the drawn pipeline. */
export const monitorSize = { width: 1180, height: 860 } as const;
export const minimumSize = { width: 420, height: 520 } as const;

/** So much of the title bar has to be reachable. */
const REACHABLE = { width: 120, height: 40 } as const;

const side = z.number().int().min(-100_000).max(100_000);
const placeSchema = z.strictObject({
  x: side,
  y: side,
  width: z.number().int().min(1).max(100_000),
  height: z.number().int().min(1).max(100_000),
  maximized: z.boolean(),
});

/** The text that is kept. */
export function placeText(bounds: Rectangle, maximized: boolean): string {
  const { x, y, width, height } = bounds;
  return `${JSON.stringify({ x, y, width, height, maximized })}\n`;
}

const overlap = (from: number, length: number, otherFrom: number, otherLength: number) =>
  Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);

/** @param text what was kept, null if there is nothing; damage means `usual` @param workAreas of all screens */
export function choosePlace(
  text: string | null,
  workAreas: readonly Rectangle[],
  usual: WindowSize = defaultSize,
): WindowPlace {
  const kept = placeSchema.safeParse(parseJson(text));
  const roomiest = workAreas.reduce(
    (most, area) => ({ width: Math.max(most.width, area.width), height: Math.max(most.height, area.height) }),
    { width: 0, height: 0 },
  );
  const fit = (wanted: { width: number; height: number }) => ({
    width: Math.max(minimumSize.width, Math.min(wanted.width, roomiest.width || wanted.width)),
    height: Math.max(minimumSize.height, Math.min(wanted.height, roomiest.height || wanted.height)),
  });
  if (!kept.success) return { bounds: fit(usual), maximized: false };
  const { x, y, maximized } = kept.data;
  const size = fit(kept.data);
  const reachable = workAreas.some(
    (area) =>
      overlap(x, size.width, area.x, area.width) >= REACHABLE.width &&
      y >= area.y - 1 &&
      overlap(y, REACHABLE.height, area.y, area.height) >= REACHABLE.height - 1,
  );
  return { bounds: reachable ? { ...size, x, y } : size, maximized };
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}
