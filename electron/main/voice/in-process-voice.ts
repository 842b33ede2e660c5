/**
 * Host `main`: the voice inside Electron's main process, for those who want one process. The only module that loads
 * the engine here, and only when this host is chosen. A native crash ends the app.
 */
import type { MessagePortMain } from 'electron';
import type { StartVoiceRun } from './voice-run.ts';

/** How long it may take to let go before it counts as gone; nothing can be killed in here. */
const LET_GO_MS = 3_000;

export const startInProcessVoice: StartVoiceRun = (listener) => {
  type Deliver = (message: unknown, ports: readonly MessagePortMain[]) => void;
  const waiting: Parameters<Deliver>[] = [];
  let deliver: Deliver = (...message) => void waiting.push(message);
  let letGo: () => void = () => {};
  let exited = false;

  function exit(code: number): void {
    if (exited) return;
    exited = true;
    listener.onExit(code);
  }

  async function serve(): Promise<void> {
    const { serveVoice } = await import('../../voice/voice-server.ts');
    if (exited) return;
    serveVoice(
      {
        onMessage(take) {
          deliver = (message, ports) => take(message, ports);
        },
        // never inside the call that caused it, as between processes
        post: (message) => void setImmediate(() => !exited && listener.onMessage(message)),
        onGone(gone) {
          letGo = gone;
        },
      },
      () => exit(0),
    );
    for (const message of waiting.splice(0)) deliver(...message);
  }
  serve().catch(() => exit(1));

  return {
    post: (message, ports) => deliver(message, ports),
    kill() {
      letGo();
      setTimeout(() => exit(0), LET_GO_MS).unref();
    },
  };
};
