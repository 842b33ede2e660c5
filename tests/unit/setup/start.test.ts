import { describe, expect, it } from 'vitest';
import { debianOptions } from '../../../build/package/debian-package.mjs';
import { appArguments, hasDisplay } from '../../../build/setup/start.mjs';
import { libraryGroups } from '../../../build/setup/system-libraries.mjs';

describe('a display', () => {
  it.each<[NodeJS.Platform, NodeJS.ProcessEnv, boolean]>([
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', {}, false],
    ['linux', { DISPLAY: '', WAYLAND_DISPLAY: '' }, false],
    ['darwin', {}, true],
    ['win32', {}, true],
  ])('%s with %j: %s', (platform, env, expected) => {
    expect(hasDisplay(platform, env)).toBe(expected);
  });
});

describe('the line that starts the app', () => {
  it('gives up the sandbox for root only, because it cannot start there', () => {
    expect(appArguments({ asRoot: true, given: [] })).toContain('--no-sandbox');
    expect(appArguments({ asRoot: false, given: [] }).join(' ')).not.toContain('sandbox');
  });

  it('hands on what was given, behind the program', () => {
    const line = appArguments({ asRoot: false, given: ['--hidden'] });
    expect(line).toHaveLength(2);
    expect(line[0]).toMatch(/out.main.index\.js$/);
    expect(line[1]).toBe('--hidden');
  });
});

describe('system libraries', () => {
  it('belong to one group each', () => {
    const names = Object.values(libraryGroups).flat(2);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the .deb', () => {
  it.each([
    ['x64', 'amd64'],
    ['arm64', 'arm64'],
    ['riscv64', 'riscv64'],
  ])('%s is %s to Debian', (arch, expected) => {
    expect(debianOptions(arch).arch).toBe(expected);
  });
});
