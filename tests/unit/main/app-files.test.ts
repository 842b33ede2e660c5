/** Whatever an address says, only known kinds of files inside the folder are read. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppAddress, isAppPage, mayLoad } from '../../../electron/main/app-address.ts';
import { appFileSegments, readAppFile } from '../../../electron/main/app-files.ts';

const SECRET = 'a secret outside';
let base = '';
let folder = '';
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'parley-files-'));
  folder = join(base, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  mkdirSync(join(base, 'renderer-too'));
  writeFileSync(join(base, 'secret.js'), SECRET);
  writeFileSync(join(base, 'renderer-too', 'secret.js'), SECRET);
  writeFileSync(join(folder, 'index.html'), '<head></head>');
  writeFileSync(join(folder, 'assets', 'index-a_B-1.js'), 'ours');
  writeFileSync(join(folder, 'assets', 'notes.txt'), 'no kind that is served');
  writeFileSync(join(folder, '.hidden.js'), SECRET);
  mkdirSync(join(folder, 'folder.js'));
  symlinkSync(join(base, 'secret.js'), join(folder, 'link.js'));
  symlinkSync(base, join(folder, 'up'));
  symlinkSync(join(folder, 'assets', 'index-a_B-1.js'), join(folder, 'inside.js'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const read = (path: string) => readAppFile(folder, `app://parley${path}`);

describe('a file of the app', () => {
  it.each([
    ['', 'text/html; charset=utf-8', true],
    ['/', 'text/html; charset=utf-8', true],
    ['/#/settings', 'text/html; charset=utf-8', true],
    ['/index.html', 'text/html; charset=utf-8', true],
    ['/assets/index-a_B-1.js', 'text/javascript; charset=utf-8', false],
    ['/assets/index-a_B-1.js?v=2', 'text/javascript; charset=utf-8', false],
    ['/inside.js', 'text/javascript; charset=utf-8', false],
  ])('app://parley%s is served', (path, contentType, isPage) => {
    expect(read(path)).toMatchObject({ contentType, isPage });
  });

  it.each([
    ['/../secret.js'],
    ['/%2e%2e/secret.js'],
    ['/%2e%2e%2fsecret.js'],
    ['/..%2fsecret.js'],
    ['/..%5csecret.js'],
    ['/..\\secret.js'],
    ['/%252e%252e/secret.js'],
    ['/assets/../../secret.js'],
    ['//secret.js'],
    ['/./index.html%00.js'],
    ['/../renderer-too/secret.js'],
    ['/link.js'],
    ['/up/secret.js'],
    ['/up/renderer/index.html.js'],
    ['/.hidden.js'],
    ['/folder.js'],
    ['/assets/notes.txt'],
    ['/assets'],
    ['/assets/'],
    ['/C:/secret.js'],
    ['/assets/index-a_B-1.js::$DATA'],
    ['/absent.js'],
  ])('app://parley%s is not', (path) => {
    const file = read(path);
    expect(file?.bytes.toString() ?? '').not.toContain(SECRET);
    expect(file).toBeNull();
  });

  it.each([
    'app://other/index.html',
    'app://parley:1/index.html',
    'app://x@parley/',
    'file:///etc/passwd',
    'nonsense',
  ])('nor anything of %s', (url) => {
    expect(readAppFile(folder, url)).toBeNull();
  });

  const nasty = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2E.',
      '%2f',
      '%5c',
      '\\',
      '',
      '%00',
      '~',
      'up',
      'link.js',
      'secret.js',
    ),
    fc.constantFrom(
      'renderer',
      'renderer-too',
      'assets',
      'index.html',
      '%252e%252e',
      '....',
      '..;',
      '%c0%ae',
    ),
    fc.string({ maxLength: 6 }),
  );
  it('never comes from outside, however the address is bent', () => {
    fc.assert(
      fc.property(fc.array(nasty, { maxLength: 8 }), fc.constantFrom('/', '\\', '%2f', '//'), (parts, by) => {
        const file = read(`/${parts.join(by)}`);
        expect(file?.bytes.toString() ?? '').not.toContain(SECRET);
      }),
      { numRuns: 400 },
    );
  });

  it('is named by plain segments only', () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        for (const segment of appFileSegments(`app://parley${path}`) ?? []) {
          expect(segment).toMatch(/^[^./\\%:][^/\\%:]*$/);
        }
      }),
    );
  });
});

describe('an address', () => {
  it.each([
    ['app://parley/', true, true],
    ['app://parley/#/settings', true, true],
    ['app://parley/index.html', true, true],
    ['app://parley/assets/x.js', true, false],
    ['app://parley/?x', true, false],
    ['app://parley.evil.example/', false, false],
    ['app://parley@evil.example/', false, false],
    ['https://parley/', false, false],
    ['about:blank', false, false],
    ['', false, false],
  ])('%s is ours: %s, the page: %s', (url, ours, page) => {
    expect(isAppAddress(url)).toBe(ours);
    expect(isAppPage(url)).toBe(page);
  });

  it.each([
    ['app://parley/assets/x.js', true, true],
    ['blob:app://parley/0b2c', true, true],
    ['devtools://devtools/bundled/x.html', true, false],
    ['blob:https://evil.example/1', false, false],
    ['https://evil.example/', false, false],
    ['http://127.0.0.1:8080/', false, false],
    ['ws://127.0.0.1:8080/', false, false],
    ['file:///etc/passwd', false, false],
    ['data:text/html,x', false, false],
  ])('%s may be loaded: %s while developing, %s in the product', (url, developing, product) => {
    expect(mayLoad(url, true)).toBe(developing);
    expect(mayLoad(url, false)).toBe(product);
  });
});
