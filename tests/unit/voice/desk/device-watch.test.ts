/** Which lines of the sound server's tool mean other lists of devices. */
import { describe, expect, it } from 'vitest';
import { saysDevicesChanged } from '../../../../electron/voice/desk/device-watch.ts';

describe('a change of the sound server', () => {
  it.each(["Event 'new' on source #3", "Event 'remove' on sink #0", "Event 'change' on server #4294967295"])(
    '%s is another list',
    (line) => expect(saysDevicesChanged(line)).toBe(true),
  );
  it.each([
    "Event 'change' on source #3",
    "Event 'change' on sink #1",
    "Event 'new' on sink-input #7",
    "Event 'remove' on source-output #7",
    "Event 'new' on client #12",
    "x Event 'new' on source #3",
    '',
  ])('%s is none', (line) => expect(saysDevicesChanged(line)).toBe(false));
});
