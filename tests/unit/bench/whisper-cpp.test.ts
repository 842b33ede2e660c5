import { delimiter } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  openWhisperCpp,
  parseWhisperCppAnswer,
  parseWhisperCppBuild,
  whisperCppModelOf,
  whisperCppRequest,
  whisperCppSetup,
} from '../../bench/support/whisper-cpp.ts';

describe('what whisper-cpp-loop answers', () => {
  it('is four figures and the text', () => {
    expect(parseWhisperCppAnswer('81.250\t3.5\t40.125\t12\t The child almost hurt the small dog.')).toEqual({
      totalMs: 81.25,
      melMs: 3.5,
      encodeMs: 40.125,
      tokens: 12,
      text: 'The child almost hurt the small dog.',
    });
  });

  it('may have heard nothing', () => {
    expect(parseWhisperCppAnswer('9\t1\t7\t0\t').text).toBe('');
  });

  it.each([
    '',
    'ready\t1.9.3\tAVX2',
    '1\t2\t3\ttext',
    '1\t2\tx\t4\ttext',
    '-1\t2\t3\t4\ttext',
    '\t2\t3\t4\ttext',
    '1\t2\t3\t4\ta\tb',
  ])('is refused where it is not: %j', (line) => {
    expect(() => parseWhisperCppAnswer(line)).toThrow('not its protocol');
  });
});

describe('the build that whisper-cpp-loop names first', () => {
  it('is its version and what it was built for', () => {
    const line =
      'ready\t1.9.3\tWHISPER : COREML = 0 | CPU : AVX2 = 1 | AVX512_VNNI = 1 | AMX_INT8 = 1 | OPENMP = 1 | ';
    expect(parseWhisperCppBuild(line)).toEqual({
      version: '1.9.3',
      features: ['AVX2', 'AVX512_VNNI', 'AMX_INT8', 'OPENMP'],
      label: '1.9.3 (AMX_INT8)',
    });
  });

  it('does not take a feature that is off for one that is on', () => {
    expect(parseWhisperCppBuild('ready\t1.9.3\tAMX_INT8 = 0 | AVX2 = 1').label).toBe('1.9.3 (AVX2)');
    expect(parseWhisperCppBuild('ready\t1.9.3\t').label).toBe('1.9.3');
  });

  it.each(['', 'hello', 'ready', 'ready\t\tAVX2 = 1', 'ready\t1.9.3', 'ready\t1\t2\t3'])(
    'is refused where it is another program: %j',
    (line) => {
      expect(() => parseWhisperCppBuild(line)).toThrow('not whisper-cpp-loop');
    },
  );
});

describe('what is asked of whisper-cpp-loop', () => {
  it('is the window and the cap of our own recogniser', () => {
    // 2 s and 0.5 s of zeros: 250 frames, 125 places; 12 + 7 steps a second, counted from 0
    expect(whisperCppRequest(32_000, 'right-sized')).toBe('32000 125 25\n');
  });

  it('never exceeds the places the encoder has', () => {
    expect(whisperCppRequest(480_000, 'right-sized')).toBe('480000 1500 221\n');
  });

  it('may be fewer steps, and never none, which would lift the limit', () => {
    expect(whisperCppRequest(32_000, 'right-sized', 9)).toBe('32000 125 8\n');
    expect(whisperCppRequest(32_000, 'right-sized', 1)).toBe('32000 125 1\n');
  });

  it('is 0 places for the full window', () => {
    expect(whisperCppRequest(32_000, 'full')).toBe('32000 0 25\n');
  });
});

describe('where whisper.cpp is', () => {
  const models = ['/m/ggml-tiny.en-q8_0.bin', '/m/ggml-base-f16.bin'];

  it('is nowhere without the variables', () => {
    expect(whisperCppSetup({}, () => false)).toBeNull();
    expect(whisperCppSetup({ PARLEY_WHISPER_CPP: '', PARLEY_WHISPER_CPP_MODEL: '' }, () => false)).toBeNull();
  });

  it('is a program, or in a folder, with one or more models', () => {
    const env = { PARLEY_WHISPER_CPP: '/w/build', PARLEY_WHISPER_CPP_MODEL: models.join(delimiter) };
    expect(whisperCppSetup(env, () => false)?.programs).toEqual(['/w/build']);
    expect(whisperCppSetup(env, () => true)).toEqual({
      programs: ['/w/build/whisper-cpp-loop'],
      models: [
        { name: 'whisper-tiny.en', file: models[0], format: 'q8_0' },
        { name: 'whisper-base', file: models[1], format: 'f16' },
      ],
    });
  });

  it('may be several builds', () => {
    const programs = ['/w/amx', '/w/vnni'];
    const env = { PARLEY_WHISPER_CPP: programs.join(delimiter), PARLEY_WHISPER_CPP_MODEL: models[0] };
    expect(whisperCppSetup(env, () => false)?.programs).toEqual(programs);
  });

  it('must be said in full', () => {
    expect(() => whisperCppSetup({ PARLEY_WHISPER_CPP: '/w' }, () => true)).toThrow('belong together');
    expect(() => whisperCppSetup({ PARLEY_WHISPER_CPP_MODEL: models[0] }, () => true)).toThrow(
      'belong together',
    );
  });

  it.each([
    'ggml-small-q8_0.bin',
    'ggml-tiny-q8_0.bin',
    'ggml-tiny.en.bin',
    'model.bin',
    'ggml-base-q8_0.bin.part',
  ])('is not a model that Parley does not bring: %s', (file) => {
    expect(() => whisperCppModelOf(`/m/${file}`)).toThrow('is not called');
  });
});

describe('a program that is not whisper-cpp-loop', () => {
  it('is reported when it does not exist', async () => {
    await expect(openWhisperCpp('/nowhere/whisper-cpp-loop', '/m.bin', 1)).rejects.toThrow('ENOENT');
  });

  it('is reported with its own words when it ends', async () => {
    await expect(openWhisperCpp(process.execPath, '/nowhere/m.bin', 1)).rejects.toThrow('Cannot find module');
  });
});
