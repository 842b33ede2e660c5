/** Starts the parts of the main process and stops them in reverse. A part that fails is logged and left out. */
import { bugFields } from './main-log.ts';
import type { MainContext, MainPart, MainPartHandle } from './main-context.ts';

const STOP_LIMIT_MS = 3_000;

export interface RunningParts {
  /** Resolves when every part is up or left out. */
  readonly started: Promise<void>;
  /** One that hangs is waited for three seconds. */
  stop(): Promise<void>;
}

export function runParts(parts: readonly MainPart[], context: MainContext): RunningParts {
  const { log } = context;
  const started = parts.map(async ({ name, start }): Promise<MainPartHandle | null> => {
    try {
      return await start(context);
    } catch (thrown) {
      log.error({ part: name, ...bugFields(thrown) }, 'a part of the app cannot be started');
      return null;
    }
  });

  async function stopAll(): Promise<void> {
    for (const [at, starting] of [...started.entries()].reverse()) {
      const handle = await starting;
      try {
        await handle?.stop();
      } catch (thrown) {
        log.error(
          { part: parts[at]?.name ?? '', ...bugFields(thrown) },
          'a part of the app cannot be stopped',
        );
      }
    }
  }

  return {
    started: Promise.all(started).then(() => {}),
    stop: () =>
      Promise.race([stopAll(), new Promise<void>((resolve) => setTimeout(resolve, STOP_LIMIT_MS).unref())]),
  };
}
