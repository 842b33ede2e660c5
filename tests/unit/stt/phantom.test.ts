import { describe, expect, it } from 'vitest';
import { isPhantom, needsNoSpeechCheck } from '../../../electron/engine/stt/phantom.ts';

/** Text, mean log-probability and P(no_speech) as measured with the default models. */
const invented: readonly (readonly [string, number, number | null])[] = [
  ['you', -1.22, 0.94], // hum
  ['you', -1.38, 0.72], // a click
  ['You', -2.68, 0.39], // a tone
  ['you', -1.9, 0.84], // a fan
  ["I'm going to go to the next video.", -2.01, 0.34], // street noise
  ["I'm not sure if I can do it.", -2.04, 0.47],
  ['Mmm.', -1.63, 0.9],
  ['...', -3.53, 0.41],
  ['...', -0.2, null],
  ['[Music]', -0.3, null],
  [' (wind blowing) ', -0.3, null],
  ['♪ ♪', -0.3, null],
  ['Thanks for watching!', -0.7, 0.9],
];
const said: readonly (readonly [string, number, number | null])[] = [
  ['Yes.', -0.3, null],
  ['Okay', -0.76, 0.61],
  ['Three.', -0.7, 0.74],
  ['Thank you.', -0.15, 0.26],
  ['louder', -1.38, 0.3],
  ['cancel', -1.39, 0.33],
  ['3', -1.27, 0.63],
  ['Bye.', -0.54, 0.49],
  ['8. The Press Yard', -0.49, null],
  ['I heard [Music] in the hall.', -0.3, null],
  ['', 0, null],
];

describe('isPhantom', () => {
  it.each(invented)('shows nobody %j at %d / %d', (text, avgLogProb, noSpeech) => {
    expect(isPhantom({ text, avgLogProb, noSpeech })).toBe(true);
  });

  it.each(said)('believes %j at %d / %d', (text, avgLogProb, noSpeech) => {
    expect(isPhantom({ text, avgLogProb, noSpeech })).toBe(false);
  });

  it('asks for the second sign only where the first leaves doubt', () => {
    expect(needsNoSpeechCheck('What time is it?', -0.2)).toBe(false);
    expect(needsNoSpeechCheck('What time is it?', -1)).toBe(true);
    expect(needsNoSpeechCheck('You', -0.1)).toBe(true);
  });
});
