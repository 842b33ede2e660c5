import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeStale } from '../../../build/setup/build-output.mjs';
import { buildInterface, interfaceNeeded } from '../../../build/setup/interface-output.mjs';

let folder: string;
const quiet = () => {};

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-interface-'));
  symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(folder, 'node_modules'));
  write('package.json', '{"type":"module"}');
  write('package-lock.json', '{}');
  write(
    'electron.vite.config.ts',
    `import { defineConfig } from 'electron-vite';
     export default defineConfig({
       preload: { build: { outDir: 'out/preload', rollupOptions: { input: 'electron/preload/preload.ts', output: { format: 'cjs', entryFileNames: '[name].cjs' } } } },
       renderer: { root: 'renderer', build: { outDir: 'out/renderer', rollupOptions: { input: 'renderer/index.html' } } },
     });`,
  );
  write('electron/preload/preload.ts', 'export const preload = 1;');
  write('electron/contract/shared.ts', 'export const shared = 1;');
  write('renderer/index.html', '<!doctype html><script type="module" src="./main.ts"></script>');
  write(
    'renderer/main.ts',
    `import { shared } from '../electron/contract/shared.ts'; document.title = String(shared);`,
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('building the interface', () => {
  it('happens once, and again when one of its sources changes, the contract included', async () => {
    expect(interfaceNeeded(folder)).toBe('not built yet');
    await buildInterface(quiet, folder);
    expect(readFileSync(join(folder, 'out/renderer/index.html'), 'utf8')).toContain('assets/');
    expect(existsSync(join(folder, 'out/preload/preload.cjs'))).toBe(true);
    expect(interfaceNeeded(folder)).toBeNull();
    for (const [path, text] of [
      ['renderer/main.ts', `document.title = 'changed';`],
      ['electron/contract/shared.ts', 'export const shared = 22;'],
      ['electron/preload/preload.ts', 'export const preload = 22;'],
    ] as const) {
      write(path, text);
      expect([path, interfaceNeeded(folder)]).toEqual([path, 'sources have changed']);
      await buildInterface(quiet, folder);
    }
  });

  it('is done again when somebody removed what was built', async () => {
    await buildInterface(quiet, folder);
    rmSync(join(folder, 'out/renderer/index.html'));
    expect(interfaceNeeded(folder)).toBe('built files are missing');
  });

  it('is left alone by the other build, which removes what it does not know', async () => {
    await buildInterface(quiet, folder);
    const scripts = readdirSync(join(folder, 'out/renderer/assets'));
    expect(scripts.length).toBeGreaterThan(0);
    removeStale(folder);
    expect(readdirSync(join(folder, 'out/renderer/assets'))).toEqual(scripts);
  });

  it("fails with the builder's words and is tried again", async () => {
    write('renderer/main.ts', `import './nowhere.ts';`);
    await expect(buildInterface(quiet, folder)).rejects.toMatchObject({
      name: 'SetupError',
      detail: expect.stringContaining('nowhere') as string,
    });
    expect(interfaceNeeded(folder)).toBe('not built yet');
  });
});
