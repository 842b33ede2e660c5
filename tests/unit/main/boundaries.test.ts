/** The pure judgements at the edges of the main process: senders, links, file names, command lines, window places. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { desktopSchemas } from '../../../electron/contract/desktop.ts';
import type { DesktopMethod } from '../../../electron/contract/desktop.ts';
import { judgeSender, mayCall } from '../../../electron/main/ipc/judge-sender.ts';
import { safeFileName } from '../../../electron/main/ipc/safe-file-name.ts';
import { parseLaunchOptions, parseSecondLaunch } from '../../../electron/main/launch-options.ts';
import { bugFields } from '../../../electron/main/main-log.ts';
import { permissionOf } from '../../../electron/main/permissions/microphone-status.ts';
import { readyLine } from '../../../electron/main/ready-line.ts';
import { allowedLink } from '../../../electron/main/security/link-allow-list.ts';
import {
  choosePlace,
  defaultSize,
  minimumSize,
  placeText,
} from '../../../electron/main/windows/window-bounds.ts';

describe('a call is answered', () => {
  const good = { frameUrl: 'app://parley/#/talk', isMainFrame: true, windowKind: 'main' } as const;
  it.each([
    ['from the main window', good, 'main'],
    ['from the overlay', { ...good, windowKind: 'overlay' as const }, 'overlay'],
    ['from the monitor', { ...good, windowKind: 'monitor' as const }, 'monitor'],
    ['not from a frame inside it', { ...good, isMainFrame: false }, null],
    ['not from a window that is none of ours', { ...good, windowKind: null }, null],
    ['not from a frame that is gone', { ...good, frameUrl: null }, null],
    ['not from another page in our window', { ...good, frameUrl: 'https://parley/' }, null],
    ['not from another file of ours', { ...good, frameUrl: 'app://parley/assets/x.svg' }, null],
    ['not from a host that begins alike', { ...good, frameUrl: 'app://parley.example/' }, null],
    ['not from an empty page', { ...good, frameUrl: 'about:blank' }, null],
  ])('%s', (_, facts, kind) => expect(judgeSender(facts)).toBe(kind));

  it('for everything in the main window, for little in the overlay', () => {
    const methods = Object.keys(desktopSchemas) as DesktopMethod[];
    expect(methods.filter((method) => !mayCall('main', method))).toEqual([]);
    const overlay = methods.filter((method) => mayCall('overlay', method));
    expect(overlay).toEqual(['getDesktop', 'connectDesk', 'openPage', 'restartVoice', 'hideOverlay']);
  });

  it('in the monitor for what it shows and saves', () => {
    const methods = Object.keys(desktopSchemas) as DesktopMethod[];
    const monitor = methods.filter((method) => mayCall('monitor', method));
    expect(monitor).toEqual([
      'getDesktop',
      'connectDesk',
      'openPage',
      'saveFile',
      'copyText',
      'restartVoice',
    ]);
  });
});

describe('a link opens in the browser', () => {
  it.each(['https://github.com/openai/whisper', 'https://huggingface.co/a/b?c#d', 'https://GitHub.com/x'])(
    '%s',
    (url) => expect(allowedLink(url)).toMatch(/^https:\/\/(github\.com|huggingface\.co)\//),
  );
  it.each([
    'http://github.com/',
    'https://github.com.evil.example/',
    'https://github.com@evil.example/',
    'https://user:password@github.com/',
    'https://github.com:8443/',
    'https://evil.example/https://github.com/',
    'https://raw.github.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://github.com/x',
    'ms-msdt:/id',
    'app://parley/',
    'github.com',
    '',
    'https://',
  ])('not %s', (url) => expect(allowedLink(url)).toBeNull());
  it('never with another scheme or host, whatever is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl({ withFragments: true, withQueryParameters: true })),
        (url) => {
          const link = allowedLink(url);
          if (link !== null) expect(link).toMatch(/^https:\/\/[a-z0-9.-]+\//);
        },
      ),
    );
  });
});

describe('a suggested file name', () => {
  it.each([
    ['history.md', 'history.md'],
    ['Gespräch vom 3. Mai.json', 'Gespräch vom 3. Mai.json'],
    ['../../.bashrc', '_.._.bashrc'],
    ['/etc/passwd', '_etc_passwd'],
    ['a\\b:c*d.wav', 'a_b_c_d.wav'],
    ['CON', '_CON'],
    ['lpt1.txt', '_lpt1.txt'],
    ['...', 'parley'],
    ['', 'parley'],
    ['ends with a dot. ', 'ends with a dot'],
    ['cod\u202eexe.md', 'cod_exe.md'],
    [`${'x'.repeat(300)}.json`, `${'x'.repeat(115)}.json`],
  ])('%j becomes %j', (given, name) => expect(safeFileName(given)).toBe(name));
  it('names a file in the folder and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
        const name = safeFileName(given);
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(121);
        expect(name).not.toMatch(/[/\\\u0000]|^\./);
      }),
    );
  });
});

describe('the command line', () => {
  it.each([
    [['parley'], { hidden: false, page: null }],
    [['parley', '--hidden'], { hidden: true, page: null }],
    [['parley', '--page=settings'], { hidden: false, page: 'settings' }],
    [['parley', '--page=talk', '--page=models'], { hidden: false, page: 'models' }],
    [['parley', '--page=../x', '--Hidden'], { hidden: false, page: null }],
  ])('%j', (argv, options) => expect(parseLaunchOptions(argv)).toEqual(options));
  it.each([
    [null],
    ['x'],
    [{ hidden: 'yes' }],
    [{ hidden: true, page: 'evil' }],
    [{ hidden: true, page: null, x: 1 }],
  ])('a second start that says %j only shows the window', (data) =>
    expect(parseSecondLaunch(data)).toEqual({ hidden: false, page: null }),
  );
  it('a second start may be hidden or ask for a page', () => {
    expect(parseSecondLaunch({ hidden: true, page: 'wake' })).toEqual({ hidden: true, page: 'wake' });
  });
  it.each([
    [
      { windowShown: true, host: 'utility', tookMs: 1_840 } as const,
      'Parley ready: window app://parley/, voice in a utility process, 1.8 s',
    ],
    [
      { windowShown: false, host: 'main', tookMs: 950 } as const,
      'Parley ready: in the tray, window hidden, voice in the main process, 0.9 s',
    ],
  ])('the ready line', (facts, line) => expect(readyLine(facts)).toBe(line));
});

describe('the main window opens', () => {
  const screens = [
    { x: 0, y: 0, width: 1920, height: 1080 },
    { x: 1920, y: 0, width: 1280, height: 1024 },
  ];
  const text = (x: number, y: number, width = 800, height = 700, maximized = false) =>
    placeText({ x, y, width, height }, maximized);

  it.each([
    ['where it was', text(100, 50), { x: 100, y: 50, width: 800, height: 700 }],
    ['on the second screen', text(2000, 50), { x: 2000, y: 50, width: 800, height: 700 }],
    ['anywhere when its screen is gone', text(5000, 50), { width: 800, height: 700 }],
    ['anywhere when its title bar was above the screen', text(100, -200), { width: 800, height: 700 }],
    ['anywhere when only a sliver would show', text(-760, 50), { width: 800, height: 700 }],
    ['never smaller than is usable', text(0, 0, 10, 10), { x: 0, y: 0, ...minimumSize }],
    ['never larger than the screens', text(0, 0, 9000, 9000), { x: 0, y: 0, width: 1920, height: 1080 }],
    ['by default when nothing was kept', null, defaultSize],
    ['by default when what was kept is damaged', '{"x":', defaultSize],
    ['by default when it is something else', '[1,2]', defaultSize],
    [
      'by default when a number is none',
      '{"x":"1","y":0,"width":1,"height":1,"maximized":false}',
      defaultSize,
    ],
  ])('%s', (_, kept, bounds) => expect(choosePlace(kept, screens).bounds).toEqual(bounds));

  it('maximized when it was', () => {
    expect(choosePlace(text(0, 0, 800, 700, true), screens).maximized).toBe(true);
  });
  it('somewhere reachable, whatever was kept', () => {
    const number = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(number, number, number, number, (x, y, width, height) => {
        const { bounds } = choosePlace(JSON.stringify({ x, y, width, height, maximized: false }), screens);
        expect(bounds.width).toBeGreaterThanOrEqual(minimumSize.width);
        expect(bounds.height).toBeLessThanOrEqual(1080);
        if (bounds.x === undefined) return;
        expect(bounds.x + bounds.width).toBeGreaterThan(0);
        expect(bounds.x).toBeLessThan(3200);
      }),
    );
  });
});

describe('what is logged of a bug', () => {
  it('is where it was, not what was said', () => {
    const fields = bugFields(new SyntaxError('Unexpected token in "call my doctor"'));
    expect(fields.name).toBe('SyntaxError');
    expect(fields.frames).toContain('boundaries.test.ts');
    expect(JSON.stringify(fields)).not.toContain('doctor');
    expect(bugFields('call my doctor')).toEqual({ name: 'string', frames: '' });
  });
});

describe('the microphone permission', () => {
  it.each([
    ['granted', 'granted'],
    ['denied', 'denied'],
    ['restricted', 'denied'],
    ['not-determined', 'unknown'],
    ['unknown', 'unknown'],
  ])('%s means %s', (status, permission) => expect(permissionOf(status)).toBe(permission));
});
