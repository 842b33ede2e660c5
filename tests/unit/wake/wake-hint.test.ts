import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wakeHint } from '../../../electron/engine/wake/wake-hint.ts';

it.each([
  ['Hey Parley', 'Hey Paul. Hey Bobby. Hey Molly. Hey Parley. Hey Peter. Hey there. Hey guys.'],
  ['okay, computer!', 'okay Paul. okay Bobby. okay Molly. okay computer. okay Peter. okay there. okay guys.'],
  ['Computer', 'Hey Paul. Hey Bobby. Hey Molly. Computer. Hey Peter. Hey there. Hey guys.'],
  ['', ''],
  ['?!', ''],
])('%j', (phrase, hint) => {
  expect(wakeHint(phrase)).toBe(hint);
});

it.each(['Hey Paula', 'Hey Bobby', 'Hello Molly'])(
  '%j is told beside no name it could be taken for',
  (phrase) => {
    const name = phrase.split(' ')[1]!;
    const hint = wakeHint(phrase);
    expect(hint.match(new RegExp(`\\b${name}\\b`, 'g'))).toHaveLength(1);
    expect(hint.split('. ').length).toBeLessThan(7);
  },
);

it('is short for any phrase', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string()), (phrase) => {
      expect(wakeHint(phrase).length).toBeLessThan(600);
    }),
  );
});
