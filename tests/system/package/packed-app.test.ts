/** The packed app: what is in it, what its binary refuses, and that it works where a user has it. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, until } from '../../support/app-window.ts';
import type { StartedApp } from '../../support/app-window.ts';
import { sayToFile, transcribe } from '../../support/app-place.ts';
import { asarFiles, desktopEntry, ensurePackedApp, folderFiles } from '../../support/packed-app.ts';
import type { PackedApp } from '../../support/packed-app.ts';
import { canRunPulseRig, startPulseRig } from '../../support/pulse-rig.ts';
import { startXvfb } from '../../support/xvfb.ts';
import type { VirtualDisplay } from '../../support/xvfb.ts';

const run = promisify(execFile);
const canPack = process.platform === 'linux' && process.arch === 'x64';
const rigWorks = await canRunPulseRig();

describe.runIf(canPack)('the packed app', () => {
  let packed: PackedApp;
  let display: VirtualDisplay;
  let scratch = '';

  beforeAll(async () => {
    packed = await ensurePackedApp();
    display = await startXvfb();
    scratch = mkdtempSync(join(tmpdir(), 'parley-package-'));
  }, 600_000);
  afterAll(async () => {
    await display?.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  describe('its binary', () => {
    const wanted: [keyof typeof FuseV1Options, boolean][] = [
      // the child with a local language model is this binary as plain Node
      ['RunAsNode', true],
      ['EnableCookieEncryption', true],
      ['EnableNodeOptionsEnvironmentVariable', false],
      ['EnableNodeCliInspectArguments', false],
      ['EnableEmbeddedAsarIntegrityValidation', true],
      ['OnlyLoadAppFromAsar', true],
      ['LoadBrowserProcessSpecificV8Snapshot', false],
      ['GrantFileProtocolExtraPrivileges', false],
    ];
    it.each(wanted)('fuse %s: %s', async (name, on) => {
      const wire = await getCurrentFuseWire(packed.executable);
      // in the binary a fuse is the character 0 or 1
      expect(String.fromCharCode(wire[FuseV1Options[name]] ?? 0)).toBe(on ? '1' : '0');
    });

    it('takes no code from the environment', async () => {
      const planted = join(scratch, 'planted.cjs');
      writeFileSync(planted, `console.log('planted');`);
      const asNode = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
      const script = ['-e', 'console.log("ran")'];
      const { stdout } = await run(packed.executable, script, {
        env: { ...asNode, NODE_OPTIONS: `--require ${planted}` },
      });
      expect(stdout.trim()).toBe('ran');
    });

    it('loads nothing that was put beside its archive', async () => {
      const copy = join(scratch, 'copy');
      await run('cp', ['-al', packed.folder, copy]);
      mkdirSync(join(copy, 'resources/app'));
      writeFileSync(
        join(copy, 'resources/app/package.json'),
        '{"name":"evil","version":"1.0.0","main":"evil.js"}',
      );
      writeFileSync(
        join(copy, 'resources/app/evil.js'),
        `console.log('evil'); require('electron').app.exit(66);`,
      );
      const app = await startApp({ display: display.display, packedApp: join(copy, 'parley') });
      try {
        expect(await app.ready()).toMatch(/^Parley ready: window/);
        expect(app.stdout()).not.toContain('evil');
      } finally {
        await app.stop();
        rmSync(copy, { recursive: true, force: true });
      }
    });
  });

  describe('what is in it', () => {
    const everything = () => [
      ...asarFiles(join(packed.folder, 'resources/app.asar')),
      ...folderFiles(join(packed.folder, 'resources/app.asar.unpacked')),
    ];

    it('is the built app and its packages, not the repository', () => {
      const tops = new Set(
        asarFiles(join(packed.folder, 'resources/app.asar')).map((path) => path.split('/')[1]),
      );
      expect(tops).toEqual(new Set(['out', 'node_modules', 'package.json']));
      expect(everything().filter((path) => /\.(ts|map|tsbuildinfo)$/.test(path))).toEqual([]);
      for (const path of ['/out/main/index.js', '/out/preload/preload.cjs', '/out/renderer/index.html'])
        expect(everything()).toContain(path);
    });

    it('is one build of each addon, for this machine', () => {
      const addons = everything().filter((path) => /\.node$/.test(path));
      expect(addons.length).toBeGreaterThan(6);
      const foreign = /darwin|win32|win-|mac|windows|arm64|armv7|arm-gnu|loong|ia32|riscv/;
      expect(addons.filter((path) => foreign.test(path))).toEqual([]);
      // what cannot be loaded from an archive lies beside it
      for (const path of addons) {
        const beside = join(packed.folder, 'resources/app.asar.unpacked', path);
        expect([path, existsSync(beside)]).toEqual([path, true]);
      }
    });

    it('holds no development packages', () => {
      const named = everything().filter((path) =>
        /^\/node_modules\/(react|vite|electron|vitest|typescript|electron-builder)\//.test(path),
      );
      expect(named).toEqual([]);
    });

    it('brings models, icons, licences and what to know of them', () => {
      const resources = join(packed.folder, 'resources');
      for (const path of ['native-models/manifest.json', 'resources/icons/icon.png', 'THIRD-PARTY.md'])
        expect([path, existsSync(join(resources, path))]).toEqual([path, true]);
      expect(readFileSync(join(packed.folder, 'LICENSE'), 'utf8')).toContain('MIT');
      expect(existsSync(join(packed.folder, 'LICENSES.chromium.html'))).toBe(true);
      // the launcher of a borrowed Electron stays behind
      expect(existsSync(join(resources, 'app'))).toBe(false);
      expect(existsSync(join(packed.folder, 'parley-runtime.json'))).toBe(false);
    });

    it('can be used as a command line, models and all', async () => {
      const wav = join(scratch, 'said.wav');
      const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', PARLEY_DATA: join(scratch, 'data') };
      const command = join(packed.folder, 'resources/app.asar/out/headless/parley.js');
      await run(packed.executable, [command, 'say', '--out', wav, 'Good morning.'], { env });
      const { stdout } = await run(packed.executable, [command, 'transcribe', wav], { env });
      expect(stdout).toMatch(/good morning/i);
    });
    it('finds the library of a local language model in its archive, as the child that runs it does', async () => {
      const script = join(scratch, 'llama.mjs');
      const library = join(packed.folder, 'resources/app.asar/node_modules/node-llama-cpp/dist/index.js');
      writeFileSync(
        script,
        `const { getLlama } = await import(${JSON.stringify(library)});
         const { buildType } = await getLlama({ gpu: false, build: 'never', skipDownload: true });
         console.log(buildType);
         process.exit(0);`,
      );
      const { stdout } = await run(packed.executable, [script], {
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      });
      expect(stdout.trim()).toBe('prebuilt');
    });
  });

  /** Types a question into the window of a running app and waits for its answer. */
  async function askTyped(app: StartedApp): Promise<void> {
    const browser = await app.connect();
    const page = await until(
      () =>
        browser
          .contexts()[0]
          ?.pages()
          .find((one) => one.url().startsWith('app://parley/') && !one.url().includes('overlay')),
      (found) => found !== undefined,
    );
    await page!.getByLabel('Type a message').fill('what is twelve times twelve');
    await page!.keyboard.press('Enter');
    const turn = page!.locator('[data-turn]').last();
    await turn.waitFor({ timeout: 60_000 });
    await expect.poll(() => turn.innerText(), { timeout: 30_000 }).toMatch(/144|hundred.*forty.four/i);
  }

  const settings = { startup: { welcomed: true } };

  describe('as it is installed by its .deb', () => {
    let installed = '';
    let entry: Record<string, string> = {};

    beforeAll(async () => {
      installed = join(scratch, 'root');
      await run('dpkg-deb', ['-x', packed.deb, installed]);
      entry = desktopEntry(readFileSync(join(installed, 'usr/share/applications/parley.desktop'), 'utf8'));
    }, 120_000);

    it('says what it is and what it needs', async () => {
      const fields = (await run('dpkg-deb', ['-f', packed.deb])).stdout;
      for (const line of [
        /^Package: parley$/m,
        /^Architecture: amd64$/m,
        /^Version: \d+\.\d+\.\d+$/m,
        /^Installed-Size: [1-9]\d{5}$/m,
      ])
        expect(fields).toMatch(line);
      const { version } = JSON.parse(
        readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
      ) as { version: string };
      expect(fields).toContain(`Version: ${version}\n`);
      for (const needed of ['libgtk-3-0', 'libnss3', 'libasound2']) expect(fields).toContain(needed);
    });

    it('has a menu entry whose program and icon are there', () => {
      expect(entry).toMatchObject({ Type: 'Application', Name: 'Parley', Terminal: 'false' });
      expect(entry['Categories']).toMatch(/Utility/);
      const [program = ''] = (entry['Exec'] ?? '').split(' ');
      expect(statSync(join(installed, 'usr/bin', program)).mode & 0o111).not.toBe(0);
      for (const size of [16, 48, 256])
        expect(
          existsSync(join(installed, `usr/share/icons/hicolor/${size}x${size}/apps/${entry['Icon']}.png`)),
        ).toBe(true);
    });

    it('keeps the sandbox: its helper belongs to root and is setuid', () => {
      const helper = statSync(join(installed, 'usr/lib/parley/chrome-sandbox'));
      expect(helper.mode & 0o7777).toBe(0o4755);
    });

    it('starts from the menu entry, shows its window and answers what is typed', async () => {
      const [program = ''] = (entry['Exec'] ?? '').split(' ');
      const app = await startApp({
        display: display.display,
        packedApp: join(installed, 'usr/bin', program),
        settings,
      });
      try {
        expect(await app.ready()).toMatch(/^Parley ready: window app:\/\/parley\//);
        await askTyped(app);
      } finally {
        await app.stop();
      }
    });

    it.runIf(rigWorks)('answers what is spoken, aloud', async () => {
      const rig = await startPulseRig();
      const app = await startApp({
        display: display.display,
        packedApp: join(installed, 'usr/bin/parley'),
        settings: { ...settings, talk: { mode: 'handsFree' } },
        env: rig.env,
      });
      try {
        await app.ready();
        const browser = await app.connect();
        const page = browser
          .contexts()[0]!
          .pages()
          .find((one) => !one.url().includes('overlay'))!;
        await until(
          () => page.locator('button[data-phase]').getAttribute('data-phase'),
          (now) => now === 'ready',
          60_000,
        );
        await page.getByText('The voice is not ready yet').waitFor({ state: 'detached', timeout: 60_000 });
        const question = await sayToFile(rig.folder, 'question', 'What is seven times eight?');
        const recording = await rig.recordSpeaker();
        await rig.playIntoMicrophone(question);
        const turn = page.locator('[data-turn]').last();
        await turn.waitFor({ timeout: 60_000 });
        await expect.poll(() => turn.innerText(), { timeout: 30_000 }).toMatch(/56|fifty.six/i);
        await until(
          () => page.locator('button[data-phase]').getAttribute('data-phase'),
          (now) => now === 'ready',
          60_000,
        );
        expect(await transcribe(rig.folder, await recording.stop())).toMatch(/56|fifty.six/i);
      } finally {
        await app.stop();
        await rig.stop();
      }
    });
  });
});
