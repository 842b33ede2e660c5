import { describe, expect, it } from 'vitest';
import { installableNames, missingLibraries } from '../../../build/setup/system-libraries.mjs';

const wanted = [['libasound2t64', 'libasound2'], ['xvfb'], ['dbus']];

describe('missingLibraries', () => {
  it.each([
    ['nothing is installed', '', wanted],
    ['a name of an older release counts', 'libasound2\tinstalled\nxvfb\tinstalled\ndbus\tinstalled', []],
    ['a newer name counts', 'libasound2t64\tinstalled\nxvfb\tinstalled\ndbus\tinstalled', []],
    [
      'removed but configured is missing',
      'libasound2\tinstalled\nxvfb\tconfig-files\ndbus\tinstalled',
      [['xvfb']],
    ],
    ['unreadable output', 'dpkg-query: error', wanted],
  ])('%s', (_, output, missing) => {
    expect(missingLibraries(wanted, output)).toEqual(missing);
  });
});

describe('installableNames', () => {
  it('takes the name that this release has', () => {
    const policy = [
      'libasound2:',
      '  Installed: (none)',
      '  Candidate: 1.2.8-1',
      'xvfb:',
      '  Installed: (none)',
      '  Candidate: 2:21.1',
      'libasound2t64:',
      '  Candidate: (none)',
    ].join('\n');
    expect(installableNames(wanted, policy)).toEqual(['libasound2', 'xvfb', 'dbus']);
  });

  it('falls back to the usual name where apt knows nothing yet', () => {
    expect(installableNames(wanted, '')).toEqual(['libasound2', 'xvfb', 'dbus']);
  });
});
