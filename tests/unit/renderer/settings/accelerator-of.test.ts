import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceleratorOf } from '../../../../renderer/src/features/settings/accelerator-of.ts';

const up = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };

describe('recording a shortcut', () => {
  it.each([
    ['Space', { ctrlKey: true, shiftKey: true }, 'Control+Shift+Space'],
    ['KeyD', { ctrlKey: true }, 'Control+D'],
    ['Digit7', { altKey: true }, 'Alt+7'],
    ['F8', {}, 'F8'],
    ['F24', { shiftKey: true }, 'Shift+F24'],
    ['ArrowUp', { metaKey: true }, 'Super+Up'],
    [
      'Backquote',
      { ctrlKey: true, altKey: true, shiftKey: true, metaKey: true },
      'Control+Alt+Shift+Super+`',
    ],
  ])('%s', (code, modifiers, accelerator) => {
    expect(acceleratorOf({ ...up, ...modifiers, code })).toEqual({ accelerator });
  });

  it.each(['ControlLeft', 'ShiftRight', 'AltLeft', 'MetaLeft'])('waits for more after %s', (code) => {
    expect(acceleratorOf({ ...up, ctrlKey: true, code })).toEqual({ problem: 'incomplete' });
  });

  it.each([
    ['KeyA', {}],
    ['KeyA', { shiftKey: true }],
    ['Space', {}],
    ['F25', { ctrlKey: true }],
    ['Lang1', { ctrlKey: true }],
    ['', { ctrlKey: true }],
    ['constructor', { ctrlKey: true }],
  ])('refuses %j with %j: it would be lost to typing or has no name', (code, modifiers) => {
    expect(acceleratorOf({ ...up, ...modifiers, code })).toEqual({ problem: 'unusable' });
  });

  it('never throws and never gives half an accelerator', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), fc.boolean(), (code, ctrlKey, altKey) => {
        const pressed = acceleratorOf({ ...up, ctrlKey, altKey, code });
        if ('accelerator' in pressed) expect(pressed.accelerator).not.toMatch(/\+$|^\+/);
      }),
    );
  });
});
