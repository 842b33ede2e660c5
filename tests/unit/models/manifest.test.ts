import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../../electron/engine/models/manifest.ts';

const goodFile = { path: 'model.onnx', size: 4, sha256: 'a'.repeat(64) };
const goodModel = {
  name: 'm',
  kind: 'vad',
  version: '1',
  languages: ['en'],
  licence: 'MIT',
  source: 'here',
  notes: '',
  files: [goodFile],
};
const text = (models: unknown[], format: unknown = 1) => JSON.stringify({ format, models });
const withPath = (path: unknown) => text([{ ...goodModel, files: [{ ...goodFile, path }] }]);

describe('manifest', () => {
  it('accepts the one in the repository', () => {
    const path = new URL('../../../native-models/manifest.json', import.meta.url);
    const parsed = parseManifest(readFileSync(path, 'utf8'), 'manifest.json');
    expect(parsed.ok && parsed.value.models.map((model) => model.name)).toEqual([
      'silero-vad',
      'smart-turn',
      'whisper-tiny.en',
      'whisper-base',
      'piper-joe',
    ]);
  });

  it('accepts a byte order mark', () => {
    expect(parseManifest(`\uFEFF${text([goodModel])}`, 'x').ok).toBe(true);
  });

  it.each([
    ['parent', '../secret'],
    ['parent in the middle', 'a/../../secret'],
    ['absolute', '/etc/passwd'],
    ['drive', 'C:/windows'],
    ['drive relative', 'C:x'],
    ['backslash', 'a\\b'],
    ['unc', '//server/share'],
    ['dot', './a'],
    ['hidden', '.ssh/id'],
    ['empty', ''],
    ['empty segment', 'a//b'],
    ['trailing slash', 'a/'],
    ['nul', 'a\0b'],
    ['newline', 'a\nb'],
    ['reserved on Windows', 'lang/CON.txt'],
    ['trailing dot', 'a./b'],
    ['home', '~/x'],
    ['too deep', 'a/b/c/d/e/f/g/h/i'],
    ['too long', 'a'.repeat(600)],
    ['not text', 7],
    ['full-width dots', '\uFF0E\uFF0E/x'],
  ])('refuses a path: %s', (_, path) => {
    const parsed = parseManifest(withPath(path), 'm.json');
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) {
      expect(parsed.fault.code).toBe('manifest_broken');
      expect(parsed.fault.message).toContain('models.0.files.0.path');
    }
  });

  it.each([
    ['nothing', ''],
    ['not JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another format', text([goodModel], 2)],
    ['an unknown key', JSON.stringify({ format: 1, models: [], run: 'rm' })],
    ['a name with a slash', text([{ ...goodModel, name: 'a/b' }])],
    ['a name that climbs', text([{ ...goodModel, name: '..' }])],
    ['an unknown kind', text([{ ...goodModel, kind: 'exe' }])],
    ['no files', text([{ ...goodModel, files: [] }])],
    ['a negative size', text([{ ...goodModel, files: [{ ...goodFile, size: -1 }] }])],
    ['a fractional size', text([{ ...goodModel, files: [{ ...goodFile, size: 1.5 }] }])],
    ['a short hash', text([{ ...goodModel, files: [{ ...goodFile, sha256: 'ab' }] }])],
    ['an upper-case hash', text([{ ...goodModel, files: [{ ...goodFile, sha256: 'A'.repeat(64) }] }])],
    ['one model twice', text([goodModel, { ...goodModel, name: 'M' }])],
    ['one file twice', text([{ ...goodModel, files: [goodFile, { ...goodFile, path: 'MODEL.onnx' }] }])],
    [
      'a file that is also a folder',
      text([{ ...goodModel, files: [goodFile, { ...goodFile, path: 'model.onnx/x' }] }]),
    ],
    ['far too many models', text(Array.from({ length: 501 }, (_, i) => ({ ...goodModel, name: `m${i}` })))],
    ['a huge text', ' '.repeat(5 * 1024 * 1024)],
    ['deep nesting', '['.repeat(200_000)],
  ])('refuses %s', (_, manifest) => {
    const parsed = parseManifest(manifest, 'm.json');
    expect(!parsed.ok && parsed.fault.code).toBe('manifest_broken');
  });

  it('never throws and never lets a path out, whatever it is given', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom('..', '.', '/', '\\', 'a', 'C:', '\0', '~', 'nul'), { maxLength: 6 })
        .map((p) => p.join('')),
    );
    fc.assert(
      fc.property(hostile, (path) => {
        const parsed = parseManifest(withPath(path), 'm');
        if (!parsed.ok) return;
        const kept = parsed.value.models[0]!.files[0]!.path;
        expect(kept).toMatch(/^[A-Za-z0-9_]/);
        expect(kept.split('/')).not.toContain('..');
      }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (anything) => {
        parseManifest(anything, 'm');
      }),
    );
  });
});
