/** Host `utility`: the voice in a process of its own, so that a native crash costs one turn and not the app. */
import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import type { StartVoiceRun } from './voice-run.ts';

const entry = fileURLToPath(new URL('../../voice/entry.js', import.meta.url));

/** Call it once Electron is ready. */
export const startUtilityVoice: StartVoiceRun = (listener) => {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'parley-voice',
    // its log is its only voice here: what is on stdout belongs to whoever reads `Parley ready`
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  child.on('message', (message) => listener.onMessage(message));
  child.once('exit', (code) => listener.onExit(code));
  return {
    post: (message, ports) => child.postMessage(message, [...ports]),
    kill() {
      const { pid } = child;
      if (pid === undefined) return;
      try {
        // a thread inside a model call does not answer to a polite signal
        process.kill(pid, 'SIGKILL');
      } catch {
        child.kill();
      }
    },
  };
};
