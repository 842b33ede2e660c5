/**
 * Runs a program and collects what it says. Owns the child until it ends; never gives it our stdin or stdout,
 * so that a command in a pipe stays clean.
 */
import { spawn } from 'node:child_process';

/** Only the end of long output is kept. */
const KEPT_CHARACTERS = 20_000;

/**
 * @typedef {object} CommandResult
 * @property {number} code exit status; 127 if the program is not there, 124 if it ran out of time, 128 on a signal
 * @property {string} output the end of stdout and stderr together
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onLine?: (line: string) => void, shell?: boolean }} [options]
 * @returns {Promise<CommandResult>} never rejects
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let timedOut = false;
    const timer = options.timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, options.timeoutMs)
      : undefined;
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('data', (/** @type {string} */ text) => {
        output = (output + text).slice(-KEPT_CHARACTERS);
        if (!options.onLine) return;
        const lines = (rest + text).split(/\r?\n/);
        rest = lines.pop() ?? '';
        for (const line of lines) options.onLine(line);
      });
    }
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: error.message });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: timedOut ? 124 : (code ?? 128), output });
    });
  });
}
