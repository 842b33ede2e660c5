/** Adds up what vitest's json reporter wrote. Owns no process. */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {unknown} report of one project, or null if none was written
 * @param {number} exitCode vitest's
 * @returns {Counts} at least one failure whenever vitest did not end well: a file that cannot be loaded, a leaked
 *   error and a crash have no failed test of their own
 */
export function countsOf(report, exitCode) {
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numPendingTests = 0,
    numTodoTests = 0,
  } = /** @type {Record<string, number>} */ (report ?? {});
  const failed = exitCode !== 0 && numFailedTests === 0 ? 1 : numFailedTests;
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}

/** @param {readonly Counts[]} all @returns {Counts} */
export function sumOf(all) {
  return all.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** @param {Counts} counts @returns {string} the closing line */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * @param {{ testResults?: readonly { name: string, startTime: number, endTime: number }[] } | null} report
 * @param {string} root what the names are told without
 * @returns {readonly string[]} a line for each of the files that took longest, 10 s and more, five at most
 */
export function slowestFiles(report, root) {
  return (report?.testResults ?? [])
    .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
    .filter(({ seconds }) => seconds >= 10)
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, 5)
    .map(({ name, seconds }) => `  ${seconds.toFixed(0).padStart(4)} s  ${name.replace(`${root}/`, '')}`);
}

/**
 * @param {{ testResults?: readonly { name: string, message?: string, assertionResults?: readonly { fullName: string,
 *   status: string, failureMessages?: readonly string[] }[] }[] } | null} report
 * @param {string} root what the names are told without
 * @returns {readonly string[]} two lines for each test that failed, or file that could not be loaded: where, and why
 */
export function failureLines(report, root) {
  return (report?.testResults ?? []).flatMap(({ name, message, assertionResults = [] }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    const where = name.replace(`${root}/`, '');
    const told = failed.map(({ fullName, failureMessages }) => [
      `${where} > ${fullName}`,
      failureMessages?.[0],
    ]);
    if (failed.length === 0 && message) told.push([where, message]);
    return told.flatMap(([place, why]) => [`  ${place}`, `    ${(why ?? 'no reason told').split('\n')[0]}`]);
  });
}
