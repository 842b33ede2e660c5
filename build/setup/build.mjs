/** `npm run build`: builds all of out/, whether or not a source has changed. */
import { build } from './build-output.mjs';
import { buildInterface } from './interface-output.mjs';
import { packagesNeeded } from './packages.mjs';
import { createProgress } from './progress.mjs';
import { SetupError, reportFailure } from './setup-error.mjs';

try {
  if (packagesNeeded() !== null)
    throw new SetupError('The packages are not installed.', 'Run: npm run setup');
  const progress = createProgress(process.stderr);
  await progress.step('Build', (update) => build(update));
  await progress.step('Interface', (update) => buildInterface(update));
} catch (thrown) {
  reportFailure(thrown);
}
