/** The command in a pipe: set-up leaves stdout, stdin and the exit code to the program behind it. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const start = (program: string, ...args: string[]) =>
  spawnSync(process.execPath, [at(program), ...args], { encoding: 'utf8', timeout: 100_000 });

describe('parley.mjs', () => {
  it.each([[['--help']], [['no-such-command']], [['talk', '--no-such-option']]])(
    'ends as the built program: %j',
    (args) => {
      // the first start may build, and says so on stderr
      start('build/setup/parley.mjs', '--help');
      const through = start('build/setup/parley.mjs', ...args);
      const direct = start('out/headless/parley.js', ...args);
      expect(through.status).toBe(direct.status);
      expect(through.stdout).toBe(direct.stdout);
      expect(through.stderr).toBe(direct.stderr);
      expect(through.stdout + through.stderr).not.toBe('');
    },
  );
});
