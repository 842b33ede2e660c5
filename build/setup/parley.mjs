#!/usr/bin/env node
/**
 * The `parley` command: makes sure it is installed and built, then becomes the built command line in this very
 * process, so that stdin, stdout, signals and the exit code are its own. Set-up speaks on stderr only.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { outFolder } from './paths.mjs';
import { reportFailure } from './setup-error.mjs';
import { runSetup } from './setup.mjs';

const entry = join(outFolder, 'headless/parley.js');

async function prepare() {
  try {
    // only this command shows the interface
    await runSetup(process.argv[2] === 'serve' ? 'browser' : 'light');
    return true;
  } catch (thrown) {
    reportFailure(thrown);
    return false;
  }
}

if (await prepare()) {
  process.argv[1] = entry;
  await import(pathToFileURL(entry).href);
}
