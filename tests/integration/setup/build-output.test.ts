import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { build, buildNeeded, removeStale } from '../../../build/setup/build-output.mjs';

const configuration = {
  module: 'NodeNext',
  target: 'ES2023',
  rootDir: 'electron',
  outDir: 'out',
  allowImportingTsExtensions: false,
  rewriteRelativeImportExtensions: true,
  lib: ['ES2023', 'DOM'],
  incremental: true,
};
let folder: string;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const has = (path: string) => existsSync(join(folder, path));
const quiet = () => {};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-build-'));
  write('package.json', '{"type":"module"}');
  write('package-lock.json', '{}');
  write('tsconfig.json', '{}');
  write(
    'tsconfig.build.json',
    JSON.stringify({
      compilerOptions: { ...configuration, tsBuildInfoFile: 'out/.tsbuildinfo', types: [] },
      include: ['electron'],
    }),
  );
  write('electron/a/one.ts', 'export const one = 1;');
  write('electron/two.ts', 'export const two = 2;');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('building', () => {
  it('happens once, and again when a source changes', async () => {
    expect(buildNeeded(folder)).toBe('not built yet');
    await build(quiet, folder);
    expect(readFileSync(join(folder, 'out/a/one.js'), 'utf8')).toContain('one = 1');
    expect(buildNeeded(folder)).toBeNull();
    write('electron/two.ts', 'export const two = 22;');
    expect(buildNeeded(folder)).toBe('sources have changed');
  });

  it('takes away what no source stands behind', async () => {
    await build(quiet, folder);
    rmSync(join(folder, 'electron/two.ts'));
    expect(buildNeeded(folder)).toBe('sources have changed');
    await build(quiet, folder);
    expect([has('out/two.js'), has('out/a/one.js')]).toEqual([false, true]);
    expect(removeStale(folder)).toEqual([]);
  });

  it('writes a built file again that somebody removed', async () => {
    await build(quiet, folder);
    rmSync(join(folder, 'out/two.js'));
    expect(buildNeeded(folder)).toBe('built files are missing');
    await build(quiet, folder);
    expect(has('out/two.js')).toBe(true);
  });

  it('joins what a start loads, from the newest sources, each module in its own place', async () => {
    write('electron/engine/place.ts', "export const place = () => ['old', import.meta.url];");
    write('electron/engine/later.ts', "export const later = 'loaded';");
    write(
      'electron/voice/entry.ts',
      "import { place } from '../engine/place.ts';\n" +
        "export const told = async () => [...place(), (await import('../engine/later.ts')).later];",
    );
    await build(quiet, folder);
    write('electron/engine/place.ts', "export const place = () => ['newer', import.meta.url];");
    await build(quiet, folder);
    // nothing but the joined file and what it loads late is needed
    rmSync(join(folder, 'out/engine/place.js'));
    const entry = pathToFileURL(join(folder, 'out/voice/entry.js'));
    const { told } = (await import(/* @vite-ignore */ entry.href)) as { told: () => Promise<string[]> };
    expect(await told()).toEqual(['newer', new URL('../engine/place.js', entry).href, 'loaded']);
  });

  it("fails with the compiler's words and is tried again", async () => {
    write('electron/two.ts', 'export const two: string = 2;');
    await expect(build(quiet, folder)).rejects.toMatchObject({
      name: 'SetupError',
      detail: expect.stringContaining('two.ts') as string,
    });
    expect(buildNeeded(folder)).toBe('not built yet');
  });
});
