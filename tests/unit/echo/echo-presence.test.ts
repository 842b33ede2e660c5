import { describe, expect, it } from 'vitest';
import { createEchoPresence } from '../../../electron/engine/echo/echo-presence.ts';

/** Frames of [far RMS or null while nothing is played, near RMS, how many]. */
function absentAfter(stretches: readonly (readonly [number | null, number, number])[]): boolean {
  const presence = createEchoPresence();
  for (const [far, near, frames] of stretches) {
    for (let n = 0; n < frames; n++) {
      if (far === null) presence.noteRoom(near);
      else presence.notePlaying(far, near);
    }
  }
  return presence.absent;
}

describe('whether the microphone hears the speaker', () => {
  it.each<[string, boolean, (readonly [number | null, number, number])[]]>([
    ['nothing was played', false, [[null, 0, 100]]],
    ['silence through 0.8 s of loud playing', true, [[0.1, 0, 25]]],
    ['silence through less', false, [[0.1, 0, 24]]],
    ['silence while something quiet is played', false, [[0.005, 0, 500]]],
    [
      'pauses in what is played count for nothing',
      true,
      [
        [0.1, 0, 15],
        [0, 0, 50],
        [0.1, 0, 10],
      ],
    ],
    ['an echo at -40 dB', false, [[0.1, 0.01, 500]]],
    [
      'an echo at -55 dB in a silent room',
      false,
      [
        [null, 0.0001, 200],
        [0.1, 0.0018, 500],
      ],
    ],
    [
      'the noise of the room goes on unchanged',
      true,
      [
        [null, 0.004, 200],
        [0.1, 0.004, 60],
      ],
    ],
    [
      'an echo as loud as the noise of the room',
      false,
      [
        [null, 0.004, 200],
        [0.1, 0.0057, 500],
      ],
    ],
    [
      'a loud room says nothing',
      false,
      [
        [null, 0.05, 500],
        [0.1, 0.05, 500],
      ],
    ],
    [
      'a person who speaks over it',
      false,
      [
        [0.1, 0, 20],
        [0.1, 0.05, 20],
        [0.1, 0.002, 20],
      ],
    ],
    [
      'loud words just before the playing',
      true,
      [
        [null, 0.3, 50],
        [0.1, 0, 25],
      ],
    ],
    [
      'a creak in a quiet room',
      true,
      [
        [0.1, 0, 15],
        [0.1, 0.05, 1],
        [0.1, 0, 15],
      ],
    ],
    [
      'an echo that comes 0.3 s late and pauses now and then',
      false,
      [
        [0.1, 0, 10],
        [0.1, 0.01, 8],
        [0.1, 0, 5],
        [0.1, 0.01, 10],
        [0.1, 0, 8],
      ],
    ],
    [
      'known before the person speaks over it',
      true,
      [
        [0.1, 0, 25],
        [0.1, 0.05, 100],
      ],
    ],
  ])('%s: absent %s', (_, absent, stretches) => {
    expect(absentAfter(stretches)).toBe(absent);
  });

  it('is judged anew each time', () => {
    const presence = createEchoPresence();
    for (let n = 0; n < 30; n++) presence.notePlaying(0.1, 0);
    expect(presence.absent).toBe(true);
    presence.forget();
    expect(presence.absent).toBe(false);
  });
});
