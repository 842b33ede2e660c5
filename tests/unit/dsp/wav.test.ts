import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultCode, Result } from '../../../electron/contract/errors.ts';
import { createWavDecoder } from '../../../electron/engine/dsp/wav-stream.ts';
import { encodePcm16, encodeWav, parseWav } from '../../../electron/engine/dsp/wav.ts';
import {
  chunk,
  concatBytes,
  errorOfKind,
  fmtBody,
  riff,
  sampleBytes,
  sampleKinds,
} from '../../support/wav-bytes.ts';

const FRAMES = 37;
const wave = (frame: number, channel: number) => 0.9 * Math.sin(0.3 * frame + channel);
const meanWave = (frame: number, channels: number) => {
  let sum = 0;
  for (let c = 0; c < channels; c++) sum += wave(frame, c);
  return sum / channels;
};
const codeOf = (result: Result<unknown>): FaultCode | 'ok' => (result.ok ? 'ok' : result.fault.code);
const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
};

const mono16 = fmtBody({ kind: 's16', channels: 1, rateHz: 16_000 });
const tone = sampleBytes('s16', 1, FRAMES, wave);

describe('parseWav', () => {
  const rates = [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000];
  const shapes = [
    { name: 'RIFF', id: 'RIFF', littleEndian: true, extensible: false },
    { name: 'extensible', id: 'RIFF', littleEndian: true, extensible: true },
    { name: 'RIFX', id: 'RIFX', littleEndian: false, extensible: false },
  ];
  for (const { name, id, littleEndian, extensible } of shapes) {
    it.each(sampleKinds)(`reads ${name} %s at every rate with 1 to 8 channels`, (kind) => {
      for (let channels = 1; channels <= 8; channels++) {
        for (const rateHz of rates) {
          const fmt = fmtBody({ kind, channels, rateHz, extensible, littleEndian });
          const data = sampleBytes(kind, channels, FRAMES, wave, littleEndian);
          const file = riff(
            [chunk('fmt ', fmt, fmt.length, littleEndian), chunk('data', data, data.length, littleEndian)],
            undefined,
            id,
          );
          const sound = value(parseWav(file));
          expect(sound).toMatchObject({ sampleRateHz: rateHz, channels, truncated: false });
          expect(sound.samples.length).toBe(FRAMES);
          for (let f = 0; f < FRAMES; f++) {
            expect(Math.abs(sound.samples[f]! - meanWave(f, channels))).toBeLessThan(errorOfKind[kind]);
          }
        }
      }
    });
  }

  it('reads 12 valid bits in two bytes and 20 in four as left-aligned', () => {
    const two = fmtBody({ kind: 's16', channels: 1, rateHz: 8_000, bits: 12 });
    const four = fmtBody({ kind: 's32', channels: 1, rateHz: 8_000, bits: 20 });
    const inTwo = value(parseWav(riff([chunk('fmt ', two), chunk('data', tone)])));
    const wide = sampleBytes('s32', 1, FRAMES, wave);
    const inFour = value(parseWav(riff([chunk('fmt ', four), chunk('data', wide)])));
    expect(inTwo.samples[5]).toBeCloseTo(wave(5, 0), 3);
    expect(inFour.samples[5]).toBeCloseTo(wave(5, 0), 5);
  });

  it('decodes the corner codes of G.711', () => {
    const read = (kind: 'alaw' | 'mulaw', codes: number[]) => {
      const fmt = fmtBody({ kind, channels: 1, rateHz: 8_000 });
      const file = riff([chunk('fmt ', fmt), chunk('data', new Uint8Array(codes))]);
      return [...value(parseWav(file)).samples].map((s) => s * 32768);
    };
    expect(read('mulaw', [0x00, 0x80, 0x7f, 0xff])).toEqual([-32124, 32124, 0, 0]);
    expect(read('alaw', [0x2a, 0xaa, 0x55, 0xd5])).toEqual([-32256, 32256, -8, 8]);
  });

  it('skips chunks it does not know, odd ones with their padding, before and after the sound', () => {
    const junk = chunk('JUNK', new Uint8Array(13));
    const empty = chunk('cue ', new Uint8Array(0));
    const file = riff([junk, empty, chunk('fmt ', mono16), junk, chunk('data', tone), junk]);
    expect(value(parseWav(file)).samples.length).toBe(FRAMES);
  });

  it('reads to the end where the length is unknown', () => {
    for (const size of [0xffff_ffff, 0x7fff_f000, 0xffff_fff0]) {
      const sound = value(parseWav(riff([chunk('fmt ', mono16), chunk('data', tone, size)], 0xffff_ffff)));
      expect([sound.samples.length, sound.truncated]).toEqual([FRAMES, false]);
    }
    const neverFinished = riff([chunk('fmt ', mono16), chunk('data', tone, 0)], 36);
    expect(value(parseWav(neverFinished)).samples.length).toBe(FRAMES);
  });

  it('takes the length of an RF64 file from its ds64 chunk', () => {
    const ds64 = new Uint8Array(28);
    new DataView(ds64.buffer).setUint32(8, tone.length, true);
    const parts = [chunk('ds64', ds64), chunk('fmt ', mono16), chunk('data', tone, 0xffff_ffff)];
    const file = riff([...parts, chunk('LIST', new Uint8Array(20))], 0xffff_ffff, 'RF64');
    expect(value(parseWav(file)).samples.length).toBe(FRAMES);
  });

  it('gives what is there of a file cut short, and says so', () => {
    const file = riff([chunk('fmt ', mono16), chunk('data', tone)]);
    const cut = value(parseWav(file.subarray(0, file.length - 5)));
    expect([cut.samples.length, cut.truncated]).toEqual([FRAMES - 3, true]);
  });

  it('reads floats that are loud or not numbers as sound', () => {
    const fmt = fmtBody({ kind: 'f32', channels: 1, rateHz: 16_000 });
    const odd = [2, -3, NaN, Infinity, -Infinity, 0.5];
    const data = sampleBytes('f32', 1, odd.length, (f) => odd[f]!);
    const sound = value(parseWav(riff([chunk('fmt ', fmt), chunk('data', data)])));
    expect([...sound.samples]).toEqual([1, -1, 0, 0, 0, 0.5]);
  });

  const fmt = (changes: object) => fmtBody({ kind: 's16', channels: 1, rateHz: 16_000, ...changes });
  const withFmt = (body: Uint8Array) => riff([chunk('fmt ', body), chunk('data', tone)]);
  const refused: readonly [string, Uint8Array, FaultCode][] = [
    ['no bytes', new Uint8Array(0), 'audio_empty'],
    ['no samples', riff([chunk('fmt ', mono16), chunk('data', new Uint8Array(0))]), 'audio_empty'],
    [
      'no samples but more chunks',
      riff([chunk('fmt ', mono16), chunk('data', new Uint8Array(0)), chunk('LIST', new Uint8Array(40))]),
      'audio_empty',
    ],
    ['half a sample', riff([chunk('fmt ', mono16), chunk('data', new Uint8Array(1))]), 'audio_empty'],
    ['text', new Uint8Array(Buffer.from('hello, this is not a recording at all')), 'audio_format'],
    [
      'a RIFF file of another kind',
      new Uint8Array(Buffer.from('RIFF\x10\0\0\0AVI LIST\0\0\0\0')),
      'audio_format',
    ],
    ['a lone header', riff([]), 'audio_format'],
    ['a header cut short', riff([chunk('fmt ', mono16)]).subarray(0, 25), 'audio_format'],
    ['no sound chunk', riff([chunk('fmt ', mono16), chunk('LIST', new Uint8Array(9))]), 'audio_format'],
    ['sound before its format', riff([chunk('data', tone), chunk('fmt ', mono16)]), 'audio_format'],
    [
      'a format chunk of 8 bytes',
      riff([chunk('fmt ', new Uint8Array(8)), chunk('data', tone)]),
      'audio_format',
    ],
    ['an enormous chunk', riff([chunk('JUNK', tone, 0xffff_fffe), chunk('fmt ', mono16)]), 'audio_format'],
    ['no channels', withFmt(fmt({ channels: 0, blockBytes: 2 })), 'audio_format'],
    ['9 channels', withFmt(fmt({ channels: 9 })), 'audio_format'],
    ['65535 channels', withFmt(fmt({ channels: 65_535, blockBytes: 65_535 })), 'audio_format'],
    ['no rate', withFmt(fmt({ rateHz: 0 })), 'audio_format'],
    ['7999 Hz', withFmt(fmt({ rateHz: 7_999 })), 'audio_format'],
    ['192001 Hz', withFmt(fmt({ rateHz: 192_001 })), 'audio_format'],
    ['4 GHz', withFmt(fmt({ rateHz: 0xffff_ffff })), 'audio_format'],
    ['no block', withFmt(fmt({ blockBytes: 0 })), 'audio_format'],
    ['blocks of 3 bytes for 2 channels', withFmt(fmt({ channels: 2, blockBytes: 3 })), 'audio_format'],
    ['blocks of 65535 bytes', withFmt(fmt({ blockBytes: 65_535 })), 'audio_format'],
    ['no bits', withFmt(fmt({ bits: 0 })), 'audio_format'],
    ['17 bits in 2 bytes', withFmt(fmt({ bits: 17 })), 'audio_format'],
    ['64-bit whole numbers', withFmt(fmt({ kind: 'f64', tag: 1 })), 'audio_format'],
    ['16-bit float', withFmt(fmt({ tag: 3 })), 'audio_format'],
    ['MP3 inside', withFmt(fmt({ tag: 0x55 })), 'audio_format'],
    ['extensible without its extension', withFmt(fmt({ tag: 0xfffe })), 'audio_format'],
    ['extensible with an unknown guid', withFmt(fmt({ extensible: true, tag: 0x1234 })), 'audio_format'],
  ];
  it.each(refused)('refuses %s', (_name, bytes, code) => {
    expect(codeOf(parseWav(bytes))).toBe(code);
  });

  it('reads every recording of the fixtures', () => {
    const sound = value(parseWav(readFileSync('tests/fixtures/speech/jfk.wav')));
    expect(sound.samples.length / sound.sampleRateHz).toBeGreaterThan(5);
  });

  it('never throws on noise, on damaged files, and never makes more samples than bytes', () => {
    const good = riff([chunk('LIST', new Uint8Array(7)), chunk('fmt ', mono16), chunk('data', tone)]);
    const damaged = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 12 })
      .chain((edits) => fc.tuple(fc.constant(edits), fc.nat(good.length)))
      .map(([edits, length]) => {
        const bytes = good.slice(0, length);
        for (const [at, byte] of edits) if (at < length) bytes[at] = byte;
        return bytes;
      });
    const headed = fc.uint8Array({ maxLength: 200 }).map((tail) => concatBytes(good.subarray(0, 12), tail));
    fc.assert(
      fc.property(fc.oneof(damaged, headed, fc.uint8Array({ maxLength: 300 })), (bytes) => {
        const result = parseWav(bytes);
        if (!result.ok) return ['audio_format', 'audio_empty'].includes(result.fault.code);
        return result.value.samples.length <= bytes.length && result.value.samples.every(Number.isFinite);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('createWavDecoder', () => {
  it('gives the same samples however the bytes are cut', () => {
    const kinds = fc.constantFrom(...sampleKinds);
    fc.assert(
      fc.property(
        kinds,
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: 1, max: 90 })),
        (kind, channels, cuts) => {
          const fmt = fmtBody({ kind, channels, rateHz: 44_100 });
          const data = sampleBytes(kind, channels, FRAMES, wave);
          const file = riff([chunk('note', new Uint8Array(11)), chunk('fmt ', fmt), chunk('data', data)]);
          const whole = value(parseWav(file)).samples;
          const decoder = createWavDecoder();
          const parts: number[] = [];
          let at = 0;
          for (const cut of cuts) {
            parts.push(...value(decoder.push(file.subarray(at, at + cut))));
            at = Math.min(file.length, at + cut);
          }
          parts.push(...value(decoder.push(file.subarray(at))));
          expect(parts).toEqual([...whole]);
          expect(value(decoder.finish())).toMatchObject({ lengthSamples: FRAMES, truncated: false });
        },
      ),
      { numRuns: 100 },
    );
  });

  it('stays failed once it has failed', () => {
    const decoder = createWavDecoder();
    expect(codeOf(decoder.push(new Uint8Array(40)))).toBe('audio_format');
    expect(codeOf(decoder.push(riff([chunk('fmt ', mono16), chunk('data', tone)])))).toBe('audio_format');
    expect(codeOf(decoder.finish())).toBe('audio_format');
  });
});

describe('encodeWav', () => {
  it('is undone by parseWav exactly for every 16-bit value', () => {
    const all = Float32Array.from({ length: 65_536 }, (_, i) => (i - 32_768) / 32_768);
    const back = value(parseWav(encodeWav({ samples: all, sampleRateHz: 22_050 })));
    expect(back.sampleRateHz).toBe(22_050);
    expect(back.samples).toEqual(all);
  });

  it('rounds to nearest, clips, and writes 0 for what is not a number', () => {
    const odd = Float32Array.from([1, -1, 5, -5, NaN, Infinity, -Infinity, 0.6 / 32768, -0.6 / 32768]);
    const view = new DataView(encodePcm16(odd).buffer);
    const written = Array.from(odd, (_, i) => view.getInt16(i * 2, true));
    expect(written).toEqual([32767, -32768, 32767, -32768, 0, 32767, -32768, 1, -1]);
  });
});
