/** Our own voice, heard back, is nobody's turn. */
import { describe, expect, it } from 'vitest';
import { isOwnEcho } from '../../../electron/engine/turn/own-echo.ts';

const reply = "I can tell the time, set timers and alarms, and do sums. That's 144.";

describe('our own voice in a transcript', () => {
  it.each([
    'set timers and alarms',
    'timer and alarms',
    "That's 144",
    'I can tell the time',
    'tell the rhyme set timers',
  ])('is "%s"', (heard) => expect(isOwnEcho(heard, reply)).toBe(true));
  it.each([
    'stop',
    'no, wait',
    'what about tomorrow',
    '',
    'alarms and timers please stop now',
    'thanks that is enough',
  ])('is not "%s"', (heard) => expect(isOwnEcho(heard, reply)).toBe(false));
  it('is nothing when nothing was said, and bounded for hostile text', () => {
    expect(isOwnEcho('anything', '')).toBe(false);
    expect(isOwnEcho('a '.repeat(2_000), 'b '.repeat(2_000))).toBe(false);
  });
});
