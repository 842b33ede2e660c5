/** Work that keeps one core busy each, so many at a time as there are cores for it, in the order it was given. */

/**
 * @param {number} most at a time
 * @returns {<T>(work: () => Promise<T>) => Promise<T>} settles as the work does
 */
export function createWorkQueue(most) {
  /** @type {(() => void)[]} */
  const waiting = [];
  let running = 0;

  function startNext() {
    if (running >= most) return;
    const start = waiting.shift();
    if (!start) return;
    running++;
    start();
  }

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push(() => {
        const ended = work().finally(() => {
          running--;
          startNext();
        });
        ended.then(resolve, reject);
      });
      startNext();
    });
}
