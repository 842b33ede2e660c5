/** The small window that shows what is heard: opens, places and hides it. What it shows is the renderer's. */
import { screen } from 'electron';
import { ok } from '../../contract/errors.ts';
import type { MainContext, MainPart, MainPartHandle, OverlayWindow } from '../main-context.ts';
import { OVERLAY_SIZE, overlayBounds, overlayWanted, staysDismissed } from './overlay-plan.ts';

/** After the last word it stays this long, so that an answer's end can be read and two turns do not make it blink. */
const LINGER_MS = 1_500;

export function createOverlay(context: MainContext): MainPartHandle {
  let overlay: OverlayWindow | null = null;
  let dismissed = false;
  let leaving: NodeJS.Timeout | undefined;

  function hideNow(): void {
    clearTimeout(leaving);
    leaving = undefined;
    overlay?.hide();
  }

  function show(): void {
    clearTimeout(leaving);
    leaving = undefined;
    overlay ??= context.windows.createOverlay({ ...OVERLAY_SIZE, clickThrough: false });
    if (overlay.isVisible()) return;
    const display = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
    overlay.setBounds(overlayBounds(display.workArea));
    overlay.show();
  }

  function judge(): void {
    const talk = context.desk.snapshot()?.talk ?? null;
    dismissed &&= staysDismissed(talk);
    const mainFocused = context.windows.isMainFocused();
    const wanted = context.settings().appearance.overlay;
    if (overlayWanted({ wanted, talk, mainFocused, dismissed })) return show();
    if (!overlay?.isVisible()) return;
    if (!wanted || dismissed || mainFocused) return hideNow();
    leaving ??= setTimeout(hideNow, LINGER_MS);
  }

  const stops = [
    context.desk.onSnapshot(judge),
    context.windows.onMainFocus(judge),
    context.onSettings((now, before) => {
      if (now.appearance.overlay !== before.appearance.overlay) judge();
    }),
  ];
  context.answer('hideOverlay', () => {
    dismissed = true;
    hideNow();
    return ok(null);
  });
  judge();

  return {
    stop() {
      for (const stop of stops) stop();
      clearTimeout(leaving);
      overlay?.close();
    },
  };
}

export const overlayPart: MainPart = { name: 'overlay', start: createOverlay };
