import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findModelRoot } from '../../../electron/engine/models/find-root.ts';
import { inspectModels } from '../../../electron/engine/models/inspect.ts';
import { createModelLibrary } from '../../../electron/engine/models/model-library.ts';

const content = Buffer.alloc(3_000_000, 'weights of a model ');
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const posix = process.platform !== 'win32';

let folder: string;
let root: string;

function writeModel(at: string, name: string, bytes: Buffer = content): void {
  mkdirSync(join(at, name, 'data'), { recursive: true });
  writeFileSync(join(at, name, 'model.onnx'), bytes);
  writeFileSync(join(at, name, 'data', 'table'), 'table');
}

function writeManifest(at: string, names: readonly string[]): void {
  const files = [
    { path: 'model.onnx', size: content.length, sha256: sha256(content) },
    { path: 'data/table', size: 5, sha256: sha256(Buffer.from('table')) },
  ];
  const models = names.map((name) => ({
    name,
    kind: 'stt',
    version: '1',
    languages: [],
    licence: 'MIT',
    source: 'test',
    notes: '',
    files,
  }));
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'manifest.json'), JSON.stringify({ format: 1, models }));
}

function flipBit(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at]! ^= 1;
  writeFileSync(path, bytes);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-models-'));
  root = join(folder, 'native-models');
  writeManifest(root, ['one', 'two']);
  writeModel(root, 'one');
  writeModel(root, 'two');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('model library', () => {
  it('hands out the paths of a good model', async () => {
    const opened = await createModelLibrary({ roots: [root] }).open('one');
    expect(opened.ok).toBe(true);
    if (!opened.ok) return;
    expect(opened.value.folder).toBe(join(root, 'one'));
    expect(opened.value.path('model.onnx')).toBe(join(root, 'one', 'model.onnx'));
    expect(opened.value.path('data/table')).toBe(join(root, 'one', 'data', 'table'));
    expect(opened.value.path('data')).toBe(join(root, 'one', 'data'));
    expect(() => opened.value.path('../two/model.onnx')).toThrow(/no file/);
    expect(() => opened.value.path('other')).toThrow(/no file/);
  });

  it.each(['nothing', '', '..', '__proto__', '../native-models/one', 'x'.repeat(10_000)])(
    'knows no model called %j',
    async (name) => {
      const opened = await createModelLibrary({ roots: [root] }).open(name);
      expect(!opened.ok && opened.fault.code).toBe('model_unknown');
    },
  );

  it('tells where files of the right sizes are, whatever is in them', async () => {
    const library = createModelLibrary({ roots: [join(folder, 'none'), root] });
    flipBit(join(root, 'one', 'model.onnx'), 0);
    truncateSync(join(root, 'two', 'model.onnx'), 1_000);
    const asked = ['one', 'two', 'three', '..', '__proto__'];
    const found = await Promise.all(asked.map((name) => library.isPresent(name)));
    expect(found).toEqual([true, false, false, false, false]);
  });

  it('says which file is missing', async () => {
    rmSync(join(root, 'one', 'data', 'table'));
    const opened = await createModelLibrary({ roots: [root] }).open('one');
    expect(!opened.ok && opened.fault.code).toBe('model_missing');
    expect(!opened.ok && opened.fault.message).toContain('one/data/table');
  });

  it.each([
    ['truncated', (path: string) => truncateSync(path, 1_000)],
    ['empty', (path: string) => truncateSync(path, 0)],
    ['longer', (path: string) => appendFileSync(path, 'x')],
    ['with the first bit flipped', (path: string) => flipBit(path, 0)],
    ['with the last bit flipped', (path: string) => flipBit(path, content.length - 1)],
    ['with a bit flipped at a chunk border', (path: string) => flipBit(path, 1024 * 1024)],
    [
      'replaced by another of the same size',
      (path: string) => writeFileSync(path, Buffer.alloc(content.length)),
    ],
  ])('refuses a file %s, leaves it, and opens the other model', async (_, damage) => {
    const path = join(root, 'one', 'model.onnx');
    damage(path);
    const damaged = readFileSync(path);
    const library = createModelLibrary({ roots: [root], quarantineFolder: join(folder, 'quarantine') });
    const opened = await library.open('one');
    expect(!opened.ok && opened.fault.code).toBe('model_corrupt');
    expect(!opened.ok && opened.fault.message).toContain('one/model.onnx');
    expect(readFileSync(path).equals(damaged)).toBe(true);
    expect(existsSync(join(folder, 'quarantine'))).toBe(false);
    expect((await library.open('two')).ok).toBe(true);
  });

  it('moves a bad file of the user folder into quarantine and then calls it missing', async () => {
    const userRoot = join(folder, 'mine');
    const quarantineFolder = join(folder, 'quarantine');
    writeManifest(userRoot, ['own']);
    writeModel(userRoot, 'own');
    flipBit(join(userRoot, 'own', 'model.onnx'), 5);
    const library = createModelLibrary({ roots: [root], userRoot, quarantineFolder });
    const opened = await library.open('own');
    expect(!opened.ok && opened.fault.code).toBe('model_corrupt');
    expect(readdirSync(quarantineFolder)).toHaveLength(1);
    expect(existsSync(join(userRoot, 'own', 'model.onnx'))).toBe(false);
    const again = await library.open('own');
    expect(!again.ok && again.fault.code).toBe('model_missing');
  });

  it('falls back to a good copy in the user folder', async () => {
    flipBit(join(root, 'one', 'model.onnx'), 5);
    const userRoot = join(folder, 'mine');
    writeManifest(userRoot, ['one']);
    writeModel(userRoot, 'one');
    const opened = await createModelLibrary({ roots: [root], userRoot }).open('one');
    expect(opened.ok && opened.value.folder).toBe(join(userRoot, 'one'));
  });

  it('sees a change after the first check and a repair after that', async () => {
    const library = createModelLibrary({ roots: [root] });
    const path = join(root, 'one', 'model.onnx');
    expect((await library.open('one')).ok).toBe(true);
    flipBit(path, 77);
    expect((await library.open('one')).ok).toBe(false);
    writeFileSync(path, content);
    expect((await library.open('one')).ok).toBe(true);
  });

  it('is not fooled by a modification time that was put back', async () => {
    const library = createModelLibrary({ roots: [root] });
    const path = join(root, 'one', 'model.onnx');
    utimesSync(path, 1_000, 1_000);
    expect((await library.open('one')).ok).toBe(true);
    flipBit(path, 77);
    utimesSync(path, 1_000, 1_000);
    expect((await library.open('one')).ok).toBe(false);
  });

  it('answers many callers at once', async () => {
    const library = createModelLibrary({ roots: [root] });
    const opened = await Promise.all(Array.from({ length: 20 }, () => library.open('one')));
    expect(opened.every((result) => result.ok)).toBe(true);
  });

  it.runIf(posix)('refuses links that leave the folder and follows those that stay', async () => {
    const library = createModelLibrary({ roots: [root] });
    const path = join(root, 'one', 'model.onnx');
    writeFileSync(join(folder, 'elsewhere'), content);
    rmSync(path);
    symlinkSync(join(folder, 'elsewhere'), path);
    const outside = await library.open('one');
    expect(!outside.ok && outside.fault.code).toBe('model_corrupt');
    expect(!outside.ok && outside.fault.message).toContain('leads out');

    rmSync(path);
    symlinkSync(join(root, 'two', 'model.onnx'), path);
    expect((await library.open('one')).ok).toBe(true);

    renameSync(join(root, 'two'), join(folder, 'two'));
    symlinkSync(join(folder, 'two'), join(root, 'two'));
    const linkedFolder = await library.open('two');
    expect(!linkedFolder.ok && linkedFolder.fault.code).toBe('model_corrupt');
  });

  it.runIf(posix)('works when the models folder itself is reached through a link', async () => {
    symlinkSync(root, join(folder, 'link'));
    expect((await createModelLibrary({ roots: [join(folder, 'link')] }).open('one')).ok).toBe(true);
  });

  it.runIf(posix)('does not hang on a pipe, a folder or a link to itself', async () => {
    const path = join(root, 'one', 'model.onnx');
    const library = createModelLibrary({ roots: [root] });
    rmSync(path);
    execFileSync('mkfifo', [path]);
    expect((await library.open('one')).ok).toBe(false);
    rmSync(path);
    mkdirSync(path);
    expect((await library.open('one')).ok).toBe(false);
    rmSync(path, { recursive: true });
    symlinkSync(path, path);
    expect((await library.open('one')).ok).toBe(false);
  });

  it.runIf(posix)('refuses a huge file by its size alone', async () => {
    const path = join(root, 'one', 'model.onnx');
    truncateSync(path, 200 * 1024 ** 3);
    const opened = await createModelLibrary({ roots: [root] }).open('one');
    expect(!opened.ok && opened.fault.message).toContain('size');
  });

  it('tells of a manifest that is missing, broken, a folder or too large', async () => {
    const code = async () => {
      const opened = await createModelLibrary({ roots: [root] }).open('one');
      return opened.ok ? 'ok' : opened.fault.code;
    };
    const manifest = join(root, 'manifest.json');
    writeFileSync(manifest, '{"format":1');
    expect(await code()).toBe('manifest_broken');
    truncateSync(manifest, 50 * 1024 * 1024);
    expect(await code()).toBe('manifest_broken');
    rmSync(manifest);
    expect(await code()).toBe('model_missing');
    mkdirSync(manifest);
    expect(await code()).toBe('manifest_broken');
  });

  it('goes on with the packaged models when the user manifest is broken', async () => {
    const userRoot = join(folder, 'mine');
    mkdirSync(userRoot);
    writeFileSync(join(userRoot, 'manifest.json'), 'garbage');
    const library = createModelLibrary({ roots: [root], userRoot });
    expect((await library.open('one')).ok).toBe(true);
    const report = await inspectModels(library);
    expect(report.models).toHaveLength(2);
    expect(report.faults.map((fault) => fault.code)).toEqual(['manifest_broken']);
  });
});

describe('inspectModels', () => {
  it('reports the state of each model', async () => {
    writeManifest(root, ['one', 'two', 'three']);
    writeModel(root, 'three');
    flipBit(join(root, 'two', 'model.onnx'), 9);
    rmSync(join(root, 'three', 'model.onnx'));
    const report = await inspectModels(createModelLibrary({ roots: [root] }));
    expect(report.faults).toEqual([]);
    expect(report.models.map((model) => [model.name, model.state])).toEqual([
      ['one', 'ready'],
      ['two', 'corrupt'],
      ['three', 'missing'],
    ]);
    expect(report.models[0]!.sizeBytes).toBe(content.length + 5);
    expect(report.models[1]!.bad).toEqual([
      { path: 'model.onnx', size: content.length, state: 'wrong-hash' },
    ]);
  });
});

describe('findModelRoot', () => {
  it('finds the folder from source and from the build', () => {
    for (const caller of ['electron/engine/models/find-root.ts', 'out/engine/models/find-root.js']) {
      const found = findModelRoot({ callerUrl: pathToFileURL(join(folder, caller)).href });
      expect(found).toEqual({ ok: true, value: root });
    }
  });

  it('prefers the resources of a packaged app, and an override above all', () => {
    const resources = join(folder, 'resources');
    writeManifest(join(resources, 'native-models'), []);
    const callerUrl = pathToFileURL(join(folder, 'out/engine/x.js')).href;
    expect(findModelRoot({ callerUrl, resourcesPath: resources })).toEqual({
      ok: true,
      value: join(resources, 'native-models'),
    });
    expect(findModelRoot({ callerUrl, resourcesPath: resources, override: root })).toEqual({
      ok: true,
      value: root,
    });
    const wrong = findModelRoot({ callerUrl, override: join(folder, 'no') });
    expect(!wrong.ok && wrong.fault.code).toBe('model_missing');
  });

  it('says so when there is none', () => {
    const found = findModelRoot({ callerUrl: pathToFileURL('/nowhere/at/all.js').href });
    expect(!found.ok && found.fault.code).toBe('model_missing');
  });
});
