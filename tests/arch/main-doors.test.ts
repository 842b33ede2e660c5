/** Powers of Electron that go through one door each: whoever else touches them is named here. */
import { describe, expect, it } from 'vitest';
import { readRepositoryFile, repositoryFiles } from '../support/source-files.ts';

const doors: readonly (readonly [power: string, pattern: RegExp, users: readonly string[]])[] = [
  ['listening to windows', /\bipcMain\b/, ['electron/main/ipc/define-ipc.ts']],
  ['opening addresses outside', /\bopenExternal\b/, ['electron/main/ipc/window-verbs.ts']],
  [
    'making windows',
    /\bnew (BrowserWindow|WebContentsView|BrowserView)\b/,
    ['electron/main/windows/main-window.ts', 'electron/main/windows/overlay-window.ts'],
  ],
  [
    'saying what a window may do',
    /\bnodeIntegration\b|\bcontextIsolation\b/,
    ['electron/main/windows/web-preferences.ts'],
  ],
  ['handing things to a page', /\bcontextBridge\b/, ['electron/preload/preload.ts']],
  ['loading pages from files', /\bloadFile\b|\bpathToFileURL\b/, []],
  ['running text in a page', /\bexecuteJavaScript\b|\binsertCSS\b/, []],
  [
    'loading the engine into the main process',
    /voice-server\.ts/,
    ['electron/main/voice/in-process-voice.ts'],
  ],
  ['forking the voice', /voice\/entry\.js/, ['electron/main/voice/utility-voice.ts']],
];

const modules = repositoryFiles()
  .filter((path) => /^electron\/(main|preload)\/.*\.ts$/.test(path))
  .map((path) => ({
    path,
    // comments may speak of what they keep away from
    code: readRepositoryFile(path).replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, ''),
  }));

describe('the main process', () => {
  it('has modules to look at', () => expect(modules.length).toBeGreaterThan(30));
  it.each(doors)('has one door for %s', (_, pattern, users) => {
    expect(modules.filter(({ code }) => pattern.test(code)).map(({ path }) => path)).toEqual(users);
  });
});
