/** What is not downloaded, deleting, and licences. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { offerModel, writeCatalog } from '../../support/model-server.ts';
import { setUpShelfRig, weights } from '../../support/shelf-rig.ts';

const rig = setUpShelfRig();

describe('what is not begun', () => {
  it('a model of no catalogue', async () => {
    expect(await rig.shelf.downloads.start('new')).toMatchObject({
      ok: false,
      fault: { code: 'model_unknown' },
    });
  });

  it('one whose catalogue is damaged, which is told', async () => {
    mkdirSync(rig.userRoot, { recursive: true });
    writeFileSync(join(rig.userRoot, 'catalog.json'), '{');
    expect(await rig.shelf.downloads.start('new')).toMatchObject({
      ok: false,
      fault: { code: 'manifest_broken' },
    });
    expect((await rig.shelf.listViews([])).map(({ name }) => name)).toEqual(['came']);
  });

  it('one from elsewhere while the network is off', async () => {
    const entry = offerModel(rig.server, 'new', { 'model.onnx': weights });
    const files = (entry['files'] as { url: string }[]).map((file) => ({
      ...file,
      url: 'https://away.example/x',
    }));
    writeCatalog(rig.userRoot, [{ ...entry, files }]);
    expect(await rig.shelf.downloads.start('new')).toMatchObject({
      ok: false,
      fault: { code: 'network_off' },
    });
    expect(existsSync(join(rig.userRoot, '.partial'))).toBe(false);
  });

  it('one for which there is no room', async () => {
    const entry = offerModel(rig.server, 'new', { 'model.onnx': weights });
    const files = (entry['files'] as object[]).map((file) => ({ ...file, size: (60 * 1024 ** 4) / 1024 }));
    writeCatalog(rig.userRoot, [
      {
        ...entry,
        files: [...files, ...Array.from({ length: 1_500 }, (_, i) => ({ ...files[0], path: `f${i}` }))],
      },
    ]);
    expect(await rig.shelf.downloads.start('new')).toMatchObject({
      ok: false,
      fault: { code: 'store_full' },
    });
  });
});

describe('deleting', () => {
  it('takes a model of the user away, and no other', async () => {
    rig.offer();
    await rig.shelf.downloads.start('new');
    await rig.end('new');
    let changes = 0;
    rig.shelf.onChanged(() => changes++);
    expect(await rig.shelf.remove('came', [])).toMatchObject({ ok: false, fault: { code: 'model_bundled' } });
    expect(await rig.shelf.remove('nothing', [])).toMatchObject({
      ok: false,
      fault: { code: 'model_unknown' },
    });
    expect(await rig.shelf.remove('../..', [])).toMatchObject({
      ok: false,
      fault: { code: 'model_unknown' },
    });
    expect(await rig.shelf.remove('new', ['new'])).toMatchObject({
      ok: false,
      fault: { code: 'model_in_use' },
    });
    expect((await rig.shelf.listViews(['new']))[1]).toMatchObject({ inUse: true });
    expect(changes).toBe(0);
    expect(await rig.shelf.remove('new', [])).toEqual({ ok: true, value: undefined });
    expect(changes).toBe(1);
    expect(existsSync(join(rig.userRoot, 'new'))).toBe(false);
    expect((await rig.shelf.listViews([]))[1]).toMatchObject({ name: 'new', state: 'absent' });
  });

  it('refuses one that the settings need', async () => {
    writeCatalog(rig.userRoot, [offerModel(rig.server, 'needed', { 'model.onnx': weights })]);
    await rig.shelf.downloads.start('needed');
    await rig.end('needed');
    expect(await rig.shelf.remove('needed', [])).toMatchObject({
      ok: false,
      fault: { code: 'model_in_use' },
    });
  });
});

describe('a licence', () => {
  it('is read before anything is downloaded', async () => {
    rig.offer();
    expect(await rig.shelf.licence('new')).toEqual({
      ok: true,
      value: { name: 'new', text: 'Do what you like.' },
    });
    expect(rig.server.asked).toEqual([]);
  });

  it('is fetched and checked where the catalogue does not hold it', async () => {
    const text = Buffer.from('Permission is granted.');
    rig.offer({ 'model.onnx': weights, LICENSE: text }, { licenceText: undefined, licenceFile: 'LICENSE' });
    expect(await rig.shelf.licence('new')).toEqual({
      ok: true,
      value: { name: 'new', text: 'Permission is granted.' },
    });
    expect(rig.server.asked.map(({ path }) => path)).toEqual(['/new/LICENSE']);
    expect((await rig.shelf.downloads.list()).size).toBe(0);
    rig.server.files.set('/new/LICENSE', Buffer.from('Permission is refused.'));
    expect(await rig.shelf.licence('new')).toMatchObject({ ok: false, fault: { code: 'download_corrupt' } });
    expect(readdirSync(rig.userRoot)).toEqual(['catalog.json']);
  });

  it('of an installed model comes from its files', async () => {
    rig.offer({ 'model.onnx': weights, LICENSE: Buffer.from('Permission.') });
    await rig.shelf.downloads.start('new');
    await rig.end('new');
    const read = await rig.shelf.licence('new');
    expect(read.ok && read.value.text).toBe('LICENSE\n\nPermission.');
    expect(await rig.shelf.licence('came')).toEqual({ ok: true, value: { name: 'came', text: 'MIT\n\ns' } });
    expect(await rig.shelf.licence('nothing')).toMatchObject({ ok: false, fault: { code: 'model_unknown' } });
  });
});
