import { describe, expect, it } from 'vitest';
import { faultCodes } from '../../../../../electron/contract/errors.ts';
import { faultActionOf, faultTone } from '../../../../../renderer/src/features/faults/fault-action.ts';

describe('faultActionOf', () => {
  it('leads to where the fault can be mended', () => {
    expect(faultActionOf('mic_none', false)?.act).toEqual({ do: 'go', page: 'settings', part: 'sound' });
    expect(faultActionOf('mic_off', false)?.act).toEqual({ do: 'unmute' });
    expect(faultActionOf('voice_stopped', true)?.act).toEqual({ do: 'restartVoice' });
  });
  it('offers nothing in a browser that only the desktop can do', () => {
    const offered = faultCodes.map((code) => faultActionOf(code, false)?.act.do);
    expect(offered).not.toContain('restartVoice');
    expect(offered).not.toContain('showDataFolder');
    expect(offered).toContain('askMicrophone');
  });
  it('offers nothing where nothing helps', () => {
    expect(faultActionOf('mic_gone', true)).toBeNull();
  });
});

describe('faultTone', () => {
  it('tells what broke from what is only good to know', () => {
    expect(faultTone('store_full')).toBe('danger');
    expect(faultTone('voice_restarted')).toBe('warning');
  });
});
