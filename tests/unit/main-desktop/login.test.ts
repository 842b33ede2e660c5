import { describe, expect, it } from 'vitest';
import { autostartEntry, autostartPath, startCommand } from '../../../electron/main/login/autostart-entry.ts';

const execOf = (command: readonly string[]) => /^Exec=(.*)$/m.exec(autostartEntry(command) ?? '')?.[1];

describe('the autostart entry', () => {
  it('is a desktop entry', () => {
    expect(autostartEntry(['/opt/parley/parley', '--hidden'])).toMatch(
      /^\[Desktop Entry\]\nType=Application\n[^]*\nExec="\/opt\/parley\/parley" "--hidden"\n[^]*\n$/,
    );
  });

  it.each([
    ['/opt/my apps/parley', '"/opt/my apps/parley"'],
    ['/opt/100%/parley', '"/opt/100%%/parley"'],
    ['/opt/a"b', String.raw`"/opt/a\\"b"`],
    ['/opt/$HOME`x`', '"/opt/\\\\$HOME\\\\`x\\\\`"'],
    [String.raw`/opt/a\b`, String.raw`"/opt/a\\\\b"`],
    ['/opt/grün/parley', '"/opt/grün/parley"'],
  ])('quotes %s', (path, exec) => {
    expect(execOf([path])).toBe(exec);
  });

  it.each([[['/opt/a\nExec=evil']], [['/opt/a\u0000']], [['/opt/a\u007f']], [[]]])(
    'refuses %j',
    (command) => {
      expect(autostartEntry(command)).toBeNull();
    },
  );

  it.each([
    [{ XDG_CONFIG_HOME: '/c', HOME: '/h' }, '/c/autostart/parley.desktop'],
    [{ HOME: '/h' }, '/h/.config/autostart/parley.desktop'],
    [{ XDG_CONFIG_HOME: 'relative', HOME: '/h' }, '/h/.config/autostart/parley.desktop'],
    [{ HOME: 'relative' }, null],
    [{}, null],
  ])('lies where %o says', (environment, path) => {
    expect(autostartPath(environment)).toBe(path);
  });
});

describe('what is started at login', () => {
  const facts = { packaged: true, executable: '/opt/parley/parley', appPath: '/tree', appImage: undefined };
  it.each([
    [facts, false, ['/opt/parley/parley']],
    [facts, true, ['/opt/parley/parley', '--hidden']],
    [{ ...facts, packaged: false }, true, ['/opt/parley/parley', '/tree', '--hidden']],
    [{ ...facts, executable: '/tmp/.mount/parley', appImage: '/a/P.AppImage' }, false, ['/a/P.AppImage']],
  ])('%o hidden %s', (given, hidden, command) => {
    expect(startCommand(given, hidden)).toEqual(command);
  });
});
