/** Is this Node new enough? */
import { SetupError } from './setup-error.mjs';

export const MINIMUM_NODE = Object.freeze({ major: 20, minor: 18 });

/**
 * @param {string} version as in `process.versions.node`
 * @returns {boolean}
 */
export function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > MINIMUM_NODE.major || (major === MINIMUM_NODE.major && minor >= MINIMUM_NODE.minor);
}

/** @param {string} [version] @throws {SetupError} when it is too old */
export function requireNodeVersion(version = process.versions.node) {
  if (isNodeNewEnough(version)) return;
  throw new SetupError(
    `Parley needs Node ${MINIMUM_NODE.major}.${MINIMUM_NODE.minor} or newer, and this is Node ${version}.`,
    "Install a newer Node (for instance with your system's package manager, or from nodejs.org) and run the command again.",
  );
}
