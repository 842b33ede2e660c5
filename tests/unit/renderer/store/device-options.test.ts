import { describe, expect, it } from 'vitest';
import { deviceOptions } from '../../../../renderer/src/store/device-options.ts';

const names = { system: 'As the system', missing: '(not connected)' };
const usb = { name: 'USB', isDefault: true };
const system = { value: '', label: 'As the system' };

describe('which devices can be chosen', () => {
  it('the system first, then those that are there', () => {
    expect(deviceOptions([usb], 'USB', names)).toEqual([system, { value: 'USB', label: 'USB' }]);
    expect(deviceOptions([], '', names)).toEqual([system]);
  });

  it('the one that is set although it is gone: what is shown is what is set', () => {
    expect(deviceOptions([usb], 'Headset', names).at(-1)).toEqual({
      value: 'Headset',
      label: 'Headset (not connected)',
    });
  });

  it('says of none that it is gone before it is known which are there', () => {
    expect(deviceOptions(null, 'USB', names)).toEqual([system, { value: 'USB', label: 'USB' }]);
  });
});
