import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCatalog, readCatalogs } from '../../../electron/engine/models/catalog.ts';

const file = { path: 'model.onnx', size: 4, sha256: 'a'.repeat(64), url: 'https://example.org/m' };
const model = {
  name: 'm',
  kind: 'stt',
  version: '1',
  languages: ['en'],
  licence: 'MIT',
  source: 'here',
  notes: '',
  licenceText: 'text',
  files: [file],
};
const text = (...models: unknown[]) => JSON.stringify({ format: 1, models });
const withFile = (changes: object) => text({ ...model, files: [{ ...file, ...changes }] });

describe('a catalogue', () => {
  it('is the shipped one, which promises nothing that was not proved', () => {
    const shipped = readFileSync(new URL('../../../native-models/catalog.json', import.meta.url), 'utf8');
    expect(parseCatalog(shipped, 'catalog.json')).toEqual({ ok: true, value: { format: 1, models: [] } });
  });

  it.each([
    ['a model', text(model)],
    ['a language model', text({ ...model, kind: 'llm' })],
    ['a wake model', text({ ...model, kind: 'wake' })],
    ['http on this machine', withFile({ url: 'http://127.0.0.1:8000/m' })],
    ['localhost', withFile({ url: 'http://localhost/m' })],
    ['a licence in a file', text({ ...model, licenceText: undefined, licenceFile: 'model.onnx' })],
  ])('may hold %s', (_, given) => {
    expect(parseCatalog(given, 'c').ok).toBe(true);
  });

  it.each([
    ['http from elsewhere', withFile({ url: 'http://example.org/m' })],
    ['a file address', withFile({ url: 'file:///etc/passwd' })],
    ['no address', withFile({ url: undefined })],
    ['no text as address', withFile({ url: 7 })],
    ['a relative address', withFile({ url: 'm.onnx' })],
    ['a password in the address', withFile({ url: 'https://a:b@example.org/m' })],
    ['a path that leads out', withFile({ path: '../m' })],
    ['a path that hides', withFile({ path: '.partial/m' })],
    ['an absolute path', withFile({ path: '/m' })],
    ['a backslash', withFile({ path: 'a\\b' })],
    ['a name that leads out', text({ ...model, name: '../m' })],
    ['the name of the manifest', text({ ...model, name: 'Manifest.json' })],
    ['the name of a catalogue', text({ ...model, name: 'catalog.json' })],
    ['no hash', withFile({ sha256: undefined })],
    ['an endless file', withFile({ size: 1e15 })],
    ['no licence', text({ ...model, licenceText: undefined })],
    [
      'the licence in a file that is not there',
      text({ ...model, licenceText: undefined, licenceFile: 'LICENSE' }),
    ],
    [
      'a licence of gigabytes',
      text({ ...model, licenceText: undefined, licenceFile: 'model.onnx', files: [{ ...file, size: 1e9 }] }),
    ],
    ['a model twice', text(model, { ...model, name: 'M' })],
    ['no files', text({ ...model, files: [] })],
    ['what it does not know', text({ ...model, command: 'run' })],
    ['nothing', ''],
  ])('may not hold %s', (_, given) => {
    expect(parseCatalog(given, 'c')).toMatchObject({ ok: false, fault: { code: 'manifest_broken' } });
  });
});

describe('catalogues together', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-catalog-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('let the first one have a name, and go on without a broken or missing one', async () => {
    const path = (name: string) => join(folder, name);
    writeFileSync(path('one'), text({ ...model, version: 'first' }));
    writeFileSync(path('two'), text({ ...model, name: 'M' }, { ...model, name: 'other' }));
    writeFileSync(path('three'), '{');
    const read = await readCatalogs([path('one'), path('missing'), path('three'), path('two'), folder]);
    expect([...read.models].map(([name, { version }]) => [name, version])).toEqual([
      ['m', 'first'],
      ['other', '1'],
    ]);
    expect(read.faults.map(({ code }) => code)).toEqual(['manifest_broken', 'manifest_broken']);
  });
});
