/** An expected failure of set-up: one sentence what happened, one what to do. Bugs throw ordinary errors. */

export class SetupError extends Error {
  /**
   * @param {string} what what happened, one sentence
   * @param {string} help what to do, one sentence
   * @param {string} [detail] output of the program that failed, shown before the two sentences
   */
  constructor(what, help, detail = '') {
    super(what);
    this.name = 'SetupError';
    this.help = help;
    this.detail = detail;
  }
}

/**
 * Prints a failure for a person and sets the exit code. A bug keeps its stack trace.
 * @param {unknown} thrown
 */
export function reportFailure(thrown) {
  process.exitCode = 1;
  if (!(thrown instanceof SetupError)) {
    console.error(thrown);
    return;
  }
  if (thrown.detail) console.error(`${thrown.detail.trimEnd()}\n`);
  console.error(`${thrown.message}\n${thrown.help}`);
}
