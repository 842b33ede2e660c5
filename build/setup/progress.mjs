/**
 * Shows what set-up is doing: one line a step with its seconds. On a terminal the line is rewritten while the step
 * works, and steps at work at the same time share it; elsewhere a line is added every few seconds, so that a log shows
 * life too.
 */

/** How often a log that is not a terminal hears from a step that is still working. */
const LOG_EVERY_MS = 10_000;
const TICK_MS = 200;

/**
 * @typedef {object} Progress
 * @property {<T>(title: string, work: (update: (text: string) => void) => Promise<T>) => Promise<T>} step
 *   runs `work`, showing `title`, the latest update and the seconds; rethrows what `work` throws
 * @property {(line: string) => void} note one line of its own
 */

/**
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} stream normally stderr
 * @param {() => number} [nowMs]
 * @returns {Progress}
 */
export function createProgress(stream, nowMs = () => performance.now()) {
  /** @type {Map<string, { text: string, startedAt: number, loggedAt: number }>} by title */
  const working = new Map();
  const clear = stream.isTTY ? '\r\u001b[2K' : '';
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;

  const since = (/** @type {number} */ from) => `${((nowMs() - from) / 1000).toFixed(1)} s`;
  const lines = () =>
    [...working].map(
      ([title, { text, startedAt }]) => `${title}: ${text || 'working'} (${since(startedAt)})`,
    );

  function show() {
    if (stream.isTTY) {
      stream.write(
        `${clear}${lines()
          .join('   ')
          .slice(0, (stream.columns ?? 80) - 1)}`,
      );
      return;
    }
    const shown = lines();
    for (const [i, each] of [...working.values()].entries()) {
      if (nowMs() - each.loggedAt < LOG_EVERY_MS) continue;
      each.loggedAt = nowMs();
      stream.write(`${shown[i]}\n`);
    }
  }

  return {
    note: (line) => void stream.write(`${clear}${line}\n`),
    async step(title, work) {
      const mine = { text: '', startedAt: nowMs(), loggedAt: nowMs() };
      working.set(title, mine);
      if (!stream.isTTY) stream.write(`${title} ...\n`);
      timer ??= setInterval(show, TICK_MS);
      timer.unref();
      const end = (/** @type {string} */ how) =>
        stream.write(`${clear}${title}: ${how} (${since(mine.startedAt)})\n`);
      try {
        const result = await work((latest) => {
          mine.text = latest;
        });
        end('done');
        return result;
      } catch (thrown) {
        end('failed');
        throw thrown;
      } finally {
        working.delete(title);
        if (working.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
      }
    },
  };
}
