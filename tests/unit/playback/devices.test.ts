import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePulseSinks } from '../../../electron/engine/playback/devices.ts';

describe('list of Pulse sinks', () => {
  it('names them for people and knows the default', () => {
    const json = JSON.stringify([
      { index: 1, name: 'alsa.analog', description: 'Built-in Audio' },
      { index: 2, name: 'bluez', description: ' ' },
      { index: 3, name: 'usb.1', description: 'Headset' },
      { index: 4, name: 'usb.2', description: 'Headset' },
    ]);
    expect(parsePulseSinks(json, 'bluez')).toEqual([
      { name: 'Built-in Audio', isDefault: false, pulseSink: 'alsa.analog' },
      { name: 'bluez', isDefault: true, pulseSink: 'bluez' },
      { name: 'Headset (usb.1)', isDefault: false, pulseSink: 'usb.1' },
      { name: 'Headset (usb.2)', isDefault: false, pulseSink: 'usb.2' },
    ]);
  });

  it('takes nothing else for a list', () => {
    expect(parsePulseSinks('[]', '')).toEqual([]);
    for (const text of ['', 'x', '{}', '[1]', '[{"name":""}]', 'null'])
      expect(parsePulseSinks(text, '')).toBeNull();
    fc.assert(fc.property(fc.json(), (json) => void parsePulseSinks(json, '')));
  });
});
