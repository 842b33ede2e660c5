import fc from 'fast-check';
import { UiohookKey } from 'uiohook-napi';
import { describe, expect, it } from 'vitest';
import { parseAccelerator } from '../../../electron/main/key-hook/accelerator.ts';
import { keyNames, namedKey } from '../../../electron/main/key-hook/key-codes.ts';

const none = { ctrl: false, alt: false, shift: false, meta: false };

describe('an accelerator', () => {
  it.each([
    ['Control+Shift+Space', { ...none, ctrl: true, shift: true, code: 57, character: null }],
    ['ctrl + shift + d', { ...none, ctrl: true, shift: true, code: 32, character: 'd' }],
    ['Alt+Z', { ...none, alt: true, code: 44, character: 'z' }],
    ['CommandOrControl+1', { ...none, ctrl: true, code: 2, character: '1' }],
    ['Super+Up', { ...none, meta: true, code: 57416, character: null }],
    ['F9', { ...none, code: 67, character: null }],
    ['Shift+F13', { ...none, shift: true, code: 91, character: null }],
    ["Control+'", { ...none, ctrl: true, code: 40, character: "'" }],
  ])('%s is read', (text, combination) => {
    expect(parseAccelerator(text, 'linux')).toEqual({ ok: true, value: combination });
  });

  it('means the command key on macOS', () => {
    expect(parseAccelerator('CmdOrCtrl+K', 'darwin')).toMatchObject({ value: { ctrl: false, meta: true } });
  });

  it.each([
    ['', 'empty'],
    ['Control+', 'empty'],
    ['Control+Shift', 'modifiers alone'],
    ['Control+A+B', 'two keys'],
    ['Control+Bogus', 'Bogus'],
    ['Control+constructor', 'constructor'],
    ['constructor+A', 'constructor'],
    ['A', 'typed with'],
    ['Shift+A', 'typed with'],
    ['Space', 'typed with'],
    ['Shift+Enter', 'typed with'],
  ])('%s is refused with the reason', (text, reason) => {
    const parsed = parseAccelerator(text, 'linux');
    expect(parsed).toMatchObject({ ok: false, fault: { code: 'bad_argument' } });
    expect(parsed.ok ? '' : parsed.fault.message).toContain(reason);
  });

  it('never throws, whatever the settings hold', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), (text) => {
        expect(typeof parseAccelerator(text, 'linux').ok).toBe('boolean');
      }),
    );
  });
});

describe('the table of keys', () => {
  // the addon's own names where ours differ
  const addonName: Readonly<Record<string, string>> = {
    esc: 'Escape',
    return: 'Enter',
    capslock: 'CapsLock',
    numlock: 'NumLock',
    scrolllock: 'ScrollLock',
    printscreen: 'PrintScreen',
    pageup: 'PageUp',
    pagedown: 'PageDown',
    up: 'ArrowUp',
    left: 'ArrowLeft',
    right: 'ArrowRight',
    down: 'ArrowDown',
    nummult: 'NumpadMultiply',
    numadd: 'NumpadAdd',
    numsub: 'NumpadSubtract',
    numdec: 'NumpadDecimal',
    numdiv: 'NumpadDivide',
    '-': 'Minus',
    '=': 'Equal',
    '[': 'BracketLeft',
    ']': 'BracketRight',
    ';': 'Semicolon',
    "'": 'Quote',
    '`': 'Backquote',
    '\\': 'Backslash',
    ',': 'Comma',
    '.': 'Period',
    '/': 'Slash',
  };
  const codes = UiohookKey as Readonly<Record<string, number>>;

  it('names the keys as the addon does', () => {
    const wrong = keyNames.filter((name) => {
      const capital = name.charAt(0).toUpperCase() + name.slice(1);
      const other = addonName[name] ?? name.replace(/^num(\d)$/, 'Numpad$1');
      return namedKey(name)?.code !== (codes[other] ?? codes[capital]);
    });
    expect(keyNames.length).toBeGreaterThan(90);
    expect(wrong).toEqual([]);
  });
});
