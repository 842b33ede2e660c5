import { describe, expect, it } from 'vitest';
import { keyActionOf, keyPlaceOf } from '../../../../renderer/src/app/key-action.ts';
import type { KeyFacts } from '../../../../renderer/src/app/key-action.ts';

const pressed = (facts: Partial<KeyFacts>): KeyFacts => ({
  key: '',
  code: '',
  command: false,
  alt: false,
  shift: false,
  repeat: false,
  place: 'page',
  inDialog: false,
  ...facts,
});
const space = { key: ' ', code: 'Space' };

describe('keyActionOf', () => {
  it.each<[string, Partial<KeyFacts>, unknown]>([
    ['Ctrl+1', { command: true, key: '1', code: 'Digit1' }, { do: 'page', index: 0 }],
    ['Ctrl+3 on another layout', { command: true, key: '"', code: 'Digit3' }, { do: 'page', index: 2 }],
    ['Ctrl+F in a field', { command: true, key: 'f', place: 'text' }, { do: 'search' }],
    ['Ctrl+Shift+F', { command: true, shift: true, key: 'F' }, null],
    ['Ctrl+,', { command: true, key: ',' }, { do: 'settings' }],
    ['Ctrl+C', { command: true, key: 'c', code: 'KeyC' }, null],
    ['Escape', { key: 'Escape' }, { do: 'stop' }],
    ['Escape while typing', { key: 'Escape', place: 'text' }, { do: 'stop' }],
    ['Escape in a dialog', { key: 'Escape', inDialog: true }, null],
    ['?', { key: '?', shift: true }, { do: 'shortcuts' }],
    ['? while typing', { key: '?', shift: true, place: 'text' }, null],
    ['Space', space, { do: 'press' }],
    ['Space held', { ...space, repeat: true }, { do: 'nothing' }],
    ['Space while typing', { ...space, place: 'text' }, null],
    ['Space on a button', { ...space, place: 'control' }, null],
    ['Shift+Space', { ...space, shift: true }, null],
    ['Alt+Space', { ...space, alt: true }, null],
    ['Space in a dialog', { ...space, inDialog: true }, null],
    ['a letter', { key: 'a', code: 'KeyA' }, null],
  ])('%s', (_, facts, action) => {
    expect(keyActionOf(pressed(facts))).toEqual(action);
  });
});

describe('keyPlaceOf', () => {
  it.each<[string, string, string | null, boolean, string]>([
    ['INPUT', 'text', null, false, 'text'],
    ['INPUT', 'search', null, false, 'text'],
    ['INPUT', 'checkbox', null, false, 'control'],
    ['INPUT', 'range', null, false, 'control'],
    ['TEXTAREA', 'text', null, false, 'text'],
    ['DIV', 'text', null, true, 'text'],
    ['BUTTON', 'submit', null, false, 'control'],
    ['SELECT', 'text', null, false, 'control'],
    ['A', 'text', null, false, 'control'],
    ['SPAN', 'text', 'slider', false, 'control'],
    ['DIV', 'text', 'region', false, 'page'],
    ['BODY', 'text', null, false, 'page'],
  ])('%s of type %s with role %s', (tag, type, role, isEditable, place) => {
    expect(keyPlaceOf(tag, type, role, isEditable)).toBe(place);
  });
});
