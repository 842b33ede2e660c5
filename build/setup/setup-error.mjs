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

/** What the system says when it is not our fault, and what to do. @type {Record<string, [string, string]>} */
const systemErrors = {
  EACCES: [
    'This folder may not be written',
    'Make it yours (chown), or clone the repository to a folder of your own.',
  ],
  EPERM: [
    'This folder may not be written',
    'Make it yours (chown), or clone the repository to a folder of your own.',
  ],
  EROFS: ['This folder is read-only', 'Clone the repository to a folder that can be written.'],
  ENOSPC: ['The disk is full', 'Free about 3 GB and run the command again.'],
};

/** @param {unknown} thrown @returns {unknown} a SetupError where the system's own error has a sentence */
export function explain(thrown) {
  const { code = '', path = '' } = /** @type {NodeJS.ErrnoException} */ (thrown ?? {});
  const text = systemErrors[code];
  return text ? new SetupError(`${text[0]}${path ? ` (${path})` : ''}.`, text[1]) : thrown;
}

/**
 * Prints a failure for a person and sets the exit code. A bug keeps its stack trace.
 * @param {unknown} thrown
 */
export function reportFailure(thrown) {
  process.exitCode = 1;
  const failure = explain(thrown);
  if (!(failure instanceof SetupError)) {
    console.error(failure);
    return;
  }
  if (failure.detail) console.error(`${failure.detail.trimEnd()}\n`);
  console.error(`${failure.message}\n${failure.help}`);
}
