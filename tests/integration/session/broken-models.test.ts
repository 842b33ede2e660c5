/**
 * One bad model file at a time: it is named, it is not used, everything that can goes on. What commands without a clock
 * say of it is damaged-files.test.ts.
 */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fixturePath } from '../../support/fixture-clip.ts';
import { copyModels, originalHash } from '../../support/model-copies.ts';
import type { Damage, ModelCopy } from '../../support/model-copies.ts';
import { createDataFolder, eventsOf, eventsOfType, runParley } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { openTestEngine, openTestSession } from '../../support/test-engine.ts';
import { wordErrors } from '../../support/word-errors.ts';

const clip = fixturePath('speech/harvard-spk1-5.wav');
const sentence = 'Sunday is the best part of the week.';
const victims = {
  stt: 'whisper-tiny.en/encoder.onnx',
  turn: 'smart-turn/smart-turn-v3.2-cpu.onnx',
  voice: 'piper-joe/model.onnx',
  vad: 'silero-vad/silero_vad.onnx',
} as const;

let data: DataFolder;
let hashes: Record<string, string>;
const copies: ModelCopy[] = [];
beforeAll(() => {
  data = createDataFolder();
  hashes = Object.fromEntries(Object.values(victims).map((file) => [file, originalHash(file)]));
});
afterEach(() => {
  for (const copy of copies.splice(0)) copy.remove();
});
afterAll(() => {
  data.remove();
  for (const [file, hash] of Object.entries(hashes)) expect(originalHash(file), file).toBe(hash);
});

function damaged(file: string, damage: Damage): string {
  const copy = copyModels(file, damage);
  copies.push(copy);
  return copy.root;
}

/** One clip through an engine with these models. */
async function talkWith(modelRoot: string) {
  const parley = await openTestEngine({ dataFolder: data.path, modelRoot, fast: true });
  const talk = await openTestSession(parley.engine, {
    input: { kind: 'files', paths: [clip] },
    output: { kind: 'none' },
  });
  const reason = await talk.session.ended;
  await parley.engine.voiceReady;
  const faults = [...parley.engine.faults];
  await parley.close();
  return { talk, reason, faults };
}

describe('a bad model file', () => {
  it.each(['missing', 'truncated'] as const)(
    'recogniser %s: the other one takes over, and the file is named',
    async (damage) => {
      const { talk, reason, faults } = await talkWith(damaged(victims.stt, damage));
      expect(reason).toBe('input_ended');
      expect(talk.ofType('sessionStarted')[0]).toMatchObject({ engine: 'whisper-base' });
      expect(wordErrors(sentence, talk.ofType('finalTranscription')[0]!.text).errors).toBe(0);
      expect(faults).toHaveLength(1);
      expect(faults[0]!.code).toBe(damage === 'missing' ? 'model_missing' : 'model_corrupt');
      expect(faults[0]!.message).toContain(victims.stt);
    },
  );

  it.each(['missing', 'bit-flipped'] as const)(
    'Smart Turn %s: silence and text end the turn',
    async (damage) => {
      const { talk, reason, faults } = await talkWith(damaged(victims.turn, damage));
      expect(reason).toBe('input_ended');
      expect(wordErrors(sentence, talk.ofType('finalTranscription')[0]!.text).errors).toBe(0);
      const [end] = talk.ofType('turnEnd');
      expect(end).toMatchObject({ scores: [], probability: null });
      expect(end!.silence_ms).toBeGreaterThanOrEqual(64);
      expect(talk.ofType('replyEnd')).toHaveLength(1);
      expect(faults.map((fault) => fault.message).join()).toContain(victims.turn);
    },
  );

  it.each(['missing', 'truncated'] as const)(
    'voice %s: the reply is text, told once, nothing hangs',
    async (damage) => {
      const { talk, reason, faults } = await talkWith(damaged(victims.voice, damage));
      expect(reason).toBe('input_ended');
      expect(talk.ofType('replyText').some((event) => 'text' in event && event.text !== '')).toBe(true);
      expect(talk.ofType('replyAudio')).toEqual([]);
      const [ended] = talk.ofType('replyEnd');
      expect(ended).toMatchObject({ complete: true });
      expect(ended!.heard_text).not.toBe('');
      expect(talk.faultCodes()).toEqual([damage === 'missing' ? 'model_missing' : 'model_corrupt']);
      expect(faults).toHaveLength(1);
    },
  );

  it('both recognisers gone: talk says so and fails, typed questions are still answered', async () => {
    const root = damaged(victims.stt, 'truncated');
    const { rmSync } = await import('node:fs');
    rmSync(join(root, 'whisper-base', 'decoder.onnx'));
    const parley = await openTestEngine({ dataFolder: data.path, modelRoot: root });
    const heard = await parley.engine.openSession({
      input: { kind: 'files', paths: [clip] },
      output: { kind: 'none' },
      onEvent: () => {},
    });
    expect(heard).toMatchObject({ ok: false, fault: { code: 'model_corrupt' } });
    const typed = await openTestSession(parley.engine, { input: { kind: 'none' }, output: { kind: 'none' } });
    typed.session.type('What is two plus two?');
    await typed.waitFor((event) => event.type === 'replyEnd');
    expect(typed.ofType('replyEnd')[0]!.heard_text).toContain('4');
    await parley.close();
  });
});

describe('the command line with a bad model file', () => {
  it('talk without the speech detector: one clear fault, code 1', async () => {
    const env = { PARLEY_MODELS: damaged(victims.vad, 'bit-flipped') };
    const run = await runParley(['talk', '--fast', '--json', clip], { env, dataFolder: data.path });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(victims.vad);
    expect(run.stderr.match(/\[model_corrupt\]/g), run.stderr).toHaveLength(1);
    expect(run.stdout).toBe('');
  });

  it('talk with the other recogniser says which file is bad, answers, code 0', async () => {
    const env = { PARLEY_MODELS: damaged(victims.stt, 'bit-flipped') };
    const run = await runParley(['talk', '--fast', '--json', clip], { env, dataFolder: data.path });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain(victims.stt);
    const [final] = eventsOfType(eventsOf(run.stdout), 'finalTranscription');
    expect(wordErrors(sentence, final!.text).errors).toBe(0);
  });
});
