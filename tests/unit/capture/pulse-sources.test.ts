import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePulseSources } from '../../../electron/engine/capture/pulse-sources.ts';
import type { PulseSource } from '../../../electron/engine/capture/pulse-sources.ts';
import { judgePulse } from '../../../electron/engine/capture/system-audio.ts';

const source = (changes: Partial<PulseSource>): PulseSource => ({
  description: 'Mic',
  muted: false,
  monitor: false,
  isDefault: false,
  ...changes,
});

describe('parsePulseSources', () => {
  const entry = {
    index: 1,
    name: 'alsa_input.usb',
    description: 'USB Mic',
    mute: true,
    properties: {},
    ports: [],
  };
  it('reads names, mute, monitors and the default', () => {
    const monitor = {
      ...entry,
      name: 'x.monitor',
      description: 'Monitor of X',
      mute: false,
      monitor_source: 'x',
    };
    const classed = { ...entry, name: 'y', properties: { 'device.class': 'monitor' } };
    const json = JSON.stringify([entry, monitor, classed]);
    expect(parsePulseSources(json, 'alsa_input.usb')).toEqual([
      { description: 'USB Mic', muted: true, monitor: false, isDefault: true },
      { description: 'Monitor of X', muted: false, monitor: true, isDefault: false },
      { description: 'USB Mic', muted: true, monitor: true, isDefault: false },
    ]);
    expect(parsePulseSources('[]', '')).toEqual([]);
  });

  it.each(['', '{', 'null', '{}', '[1]', '[{"name":"x"}]', '[{"name":1,"description":"d","mute":false}]'])(
    'is null for %j',
    (text) => {
      expect(parsePulseSources(text, 'x')).toBe(null);
    },
  );

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const parsed = parsePulseSources(text, 'x');
        return parsed === null || Array.isArray(parsed);
      }),
    );
  });
});

describe('judgePulse', () => {
  const monitor = source({ description: 'Monitor of Speaker', monitor: true });
  const sources = [monitor, source({ isDefault: true }), source({ description: 'Muted', muted: true })];
  const answer = { kind: 'sources', sources } as const;
  it.each([
    ['the default', answer, '', 'present'],
    ['by name', answer, 'Mic', 'present'],
    ['muted', answer, 'Muted', 'muted'],
    ['a monitor by name', answer, 'Monitor of Speaker', 'present'],
    ['an unknown name', answer, 'mic', 'absent'],
    ['no sources', { kind: 'sources', sources: [] } as const, '', 'absent'],
    [
      'only a monitor as default',
      { kind: 'sources', sources: [{ ...monitor, isDefault: true }] } as const,
      '',
      'absent',
    ],
    ['refused', { kind: 'denied' } as const, '', 'denied'],
    ['no server', { kind: 'unreachable' } as const, '', 'unreachable'],
    ['no tool', { kind: 'unasked' } as const, '', 'unasked'],
  ])('%s', (_name, given, device, verdict) => {
    expect(judgePulse(given, device)).toBe(verdict);
  });
});
