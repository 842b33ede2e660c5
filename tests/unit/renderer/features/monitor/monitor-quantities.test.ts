import { describe, expect, it } from 'vitest';
import {
  durationText,
  megabytesText,
  msText,
  percentText,
} from '../../../../../renderer/src/features/monitor/monitor-quantities.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('figures for people', () => {
  it.each([
    [msText(2.44, 'en'), '2.4 ms'],
    [msText(24.4, 'de'), '24 ms'],
    [msText(2.44, 'de'), '2,4 ms'],
    [megabytesText(412.3, 'en'), '412 MB'],
    [percentText(0.52, 'de'), '0,5 %'],
    [percentText(84.2, 'en'), '84%'],
    [durationText(0, 'en'), '0 sec'],
    [durationText(59.9, 'en'), '59 sec'],
    [durationText(3_725, 'en'), '1 hr 2 min'],
    [durationText(3_600, 'en'), '1 hr'],
    [durationText(90_000, 'de'), '1 Tg. 1 Std.'],
  ])('%s is %s', (text, wanted) => {
    expect(plain(text)).toBe(wanted);
  });
});
