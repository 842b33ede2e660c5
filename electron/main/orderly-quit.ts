/** Quitting in order: whoever asks (menu, verb, signal, session end), the parts stop, the voice ends, then the app. */
import { app } from 'electron';

export interface OrderlyQuit {
  quit(): void;
}

/** @param end all that has to happen before; its failure does not keep the app alive */
export function arrangeQuit(end: () => Promise<void>): OrderlyQuit {
  let state: 'open' | 'ending' | 'ended' = 'open';

  app.on('before-quit', (event) => {
    if (state === 'ended') return;
    event.preventDefault();
    if (state === 'ending') return;
    state = 'ending';
    void end()
      .catch(() => {})
      .then(() => {
        state = 'ended';
        app.quit();
      });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  return { quit: () => app.quit() };
}
