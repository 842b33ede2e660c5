/**
 * Shows what set-up is doing: one line a step with its seconds. On a terminal the line is rewritten while the step
 * works; elsewhere a line is added every few seconds, so that a log shows life too.
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
  return {
    note: (line) => void stream.write(`${line}\n`),
    async step(title, work) {
      const startedAt = nowMs();
      const seconds = () => `${((nowMs() - startedAt) / 1000).toFixed(1)} s`;
      let text = '';
      let loggedAt = startedAt;
      const show = () => {
        const line = `${title}: ${text || 'working'} (${seconds()})`;
        if (stream.isTTY) {
          stream.write(`\r\u001b[2K${line.slice(0, (stream.columns ?? 80) - 1)}`);
        } else if (nowMs() - loggedAt >= LOG_EVERY_MS) {
          loggedAt = nowMs();
          stream.write(`${line}\n`);
        }
      };
      const clear = stream.isTTY ? '\r\u001b[2K' : '';
      if (!stream.isTTY) stream.write(`${title} ...\n`);
      const timer = setInterval(show, TICK_MS);
      timer.unref();
      try {
        const result = await work((latest) => {
          text = latest;
        });
        stream.write(`${clear}${title}: done (${seconds()})\n`);
        return result;
      } catch (thrown) {
        stream.write(`${clear}${title}: failed (${seconds()})\n`);
        throw thrown;
      } finally {
        clearInterval(timer);
      }
    },
  };
}
