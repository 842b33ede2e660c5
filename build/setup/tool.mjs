/**
 * `npm run bench|soak|kills|chaos [-- options]`: makes the machine ready and runs tests/bench/<name>.ts from source, as
 * the tests do (`run` for the benches); lane workers and child processes come from the build in out/.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';
import { reportFailure } from './setup-error.mjs';
import { runSetup } from './setup.mjs';

const [name = '', ...args] = process.argv.slice(2);

try {
  await runSetup('light');
  const hook = pathToFileURL(join(root, 'build/setup/typescript-hook.mjs')).href;
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--import', hook, join(root, `tests/bench/${name}.ts`), ...args],
    { cwd: root, stdio: 'inherit' },
  );
  // a key that stops us reaches the child by itself: stay until it has cleaned up
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} catch (thrown) {
  reportFailure(thrown);
}
