/** Decides when the overlay is there and where. Pure. */
import type { TalkState } from '../../contract/desk-views.ts';

export interface OverlayFacts {
  readonly wanted: boolean;
  readonly talk: Pick<TalkState, 'phase' | 'dictating'> | null;
  readonly mainFocused: boolean;
  /** The user closed it for this turn. */
  readonly dismissed: boolean;
}

/** Dictation shows it over our own window too: the words go elsewhere. */
export function overlayWanted({ wanted, talk, mainFocused, dismissed }: OverlayFacts): boolean {
  if (!wanted || dismissed || talk === null) return false;
  if (talk.dictating) return true;
  const talking = talk.phase === 'listening' || talk.phase === 'thinking' || talk.phase === 'speaking';
  return talking && !mainFocused;
}

/** Dismissing holds until Parley is quiet again. */
export function staysDismissed(talk: Pick<TalkState, 'phase' | 'dictating'> | null): boolean {
  return talk !== null && (talk.dictating || ['listening', 'thinking', 'speaking'].includes(talk.phase));
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Room between the overlay and the edge of the screen's work area, in points. */
export const OVERLAY_MARGIN = 24;
export const OVERLAY_SIZE = { width: 480, height: 112 } as const;

/** Bottom centre of a display's work area; never larger than it. */
export function overlayBounds(
  area: Rectangle,
  size: { width: number; height: number } = OVERLAY_SIZE,
): Rectangle {
  const width = Math.min(size.width, area.width);
  const height = Math.min(size.height, area.height);
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.max(area.y, Math.round(area.y + area.height - height - OVERLAY_MARGIN)),
    width,
    height,
  };
}
