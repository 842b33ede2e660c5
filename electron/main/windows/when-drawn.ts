/** When a window has drawn itself for the first time: what can wait for that does not stand in its way. */
import type { BrowserWindow } from 'electron';
import { windowTuning } from './tuning.ts';

type Drawing = Pick<BrowserWindow, 'once'>;

/** Resolves as well when the window is closed before or takes longer than it may: nothing waits for a page that hangs. */
export function whenDrawn(window: Drawing): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, windowTuning.drawnWithinMs);
    function done(): void {
      clearTimeout(timer);
      resolve();
    }
    // who shows it then comes first
    window.once('ready-to-show', () => setImmediate(done));
    window.once('closed', done);
  });
}
