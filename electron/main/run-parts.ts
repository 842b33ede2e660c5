/**
 * Starts the parts of the main process, if need be once something else is done, and stops them in reverse. A part that
 * fails is logged and left out.
 */
import { bugFields } from './main-log.ts';
import type { MainContext, MainPart, MainPartHandle } from './main-context.ts';

const STOP_LIMIT_MS = 3_000;

export interface RunningParts {
  /** Resolves when every part is up or left out. */
  readonly started: Promise<void>;
  /** One that hangs is waited for three seconds. */
  stop(): Promise<void>;
}

/** @param after what they wait for; null: they start now. Stopped before, they are not started at all. */
export function runParts(
  parts: readonly MainPart[],
  context: MainContext,
  after: Promise<void> | null = null,
): RunningParts {
  const { log } = context;
  let stopped = false;
  let giveUp: () => void = () => {};
  const mayStart = after && Promise.race([after, new Promise<void>((resolve) => (giveUp = resolve))]);
  const started = parts.map(async ({ name, start }): Promise<MainPartHandle | null> => {
    if (mayStart) await mayStart;
    if (stopped) return null;
    try {
      return await start(context);
    } catch (thrown) {
      log.error({ part: name, ...bugFields(thrown) }, 'a part of the app cannot be started');
      return null;
    }
  });

  async function stopAll(): Promise<void> {
    stopped = true;
    giveUp();
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
