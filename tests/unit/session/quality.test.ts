/** What each degradation step takes away is asked for where the work is done, and comes back with the step undone. */
import { describe, expect, it } from 'vitest';
import { FRAME_MS, FRAME_SAMPLES, msToSamples } from '../../../electron/contract/audio.ts';
import { faultOf } from '../../../electron/contract/errors.ts';
import type { DegradeStep } from '../../../electron/contract/metrics.ts';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import { createSampleRing } from '../../../electron/engine/dsp/sample-ring.ts';
import { nobodyWatches } from '../../../electron/engine/observe/stage-recorder.ts';
import { effectsOf } from '../../../electron/engine/pressure/effects.ts';
import { silentLogger } from '../../../electron/engine/runtime/logger.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { createDictation } from '../../../electron/engine/session/dictation.ts';
import { createHintedStream } from '../../../electron/engine/session/hinted-stream.ts';
import { sessionTuning } from '../../../electron/engine/session/session-context.ts';
import type { SessionContext } from '../../../electron/engine/session/session-context.ts';
import { createTextEdit } from '../../../electron/engine/session/text-edit.ts';
import { createTurnLedger } from '../../../electron/engine/session/turn-ledger.ts';
import { createUtteranceListener } from '../../../electron/engine/session/utterance-listener.ts';
import type { SttEngine } from '../../../electron/engine/stt/stt-port.ts';
import type { TurnEvent } from '../../../electron/engine/turn/turn-events.ts';

const SECONDS = 8;

function rig() {
  const clock = createVirtualClock();
  let step: DegradeStep = 'none';
  let partials = 0;
  const finalsAtMs: number[] = [];
  const stt: SttEngine = {
    name: 'counting',
    kind: 'window',
    languages: ['en'],
    createStream: () => ({
      begin() {},
      push: () => true,
      partial() {
        partials++;
        const text = `heard ${partials}`;
        return Promise.resolve({ kind: 'done', value: { text, stable: text, heardSamples: 0 } });
      },
      final() {
        finalsAtMs.push(clock.now());
        const rest = { words: [], language: 'en', confidence: 1, phantom: false, computeMs: 1 };
        return Promise.resolve({ kind: 'done', value: { text: 'All of it.', ...rest } });
      },
      close() {},
    }),
    stats() {
      throw new Error('not asked');
    },
    close: () => Promise.resolve(),
  };
  const context: SessionContext = {
    sessionId: 's',
    clock,
    log: silentLogger,
    settings: () => defaultSettings,
    publish() {},
    publishFault() {},
    watch: nobodyWatches,
    quality: () => effectsOf(step).quality,
  };
  const ring = createSampleRing(msToSamples(sessionTuning.ringMs));
  const samples = new Float32Array(FRAME_SAMPLES).fill(0.1);
  let at = 0;
  return {
    clock,
    context,
    stt,
    ring,
    finalsAtMs,
    setStep(now: DegradeStep) {
      step = now;
    },
    /** Partials asked for while somebody speaks for some seconds. */
    async partialsOf(
      hear: (frame: { samples: Float32Array; startSamples: number }) => void,
    ): Promise<number> {
      const before = partials;
      for (let ms = 0; ms < SECONDS * 1_000; ms += FRAME_MS) {
        hear({ samples, startSamples: at });
        at += FRAME_SAMPLES;
        await clock.advance(FRAME_MS);
      }
      return partials - before;
    },
  };
}

describe('a turn that is listened to', () => {
  it('has partials a quarter as often after the first step, none after the second, all again when undone', async () => {
    const { context, stt, ring, partialsOf, setStep } = rig();
    const listener = createUtteranceListener({
      context,
      stt,
      turnModel: null,
      ledger: createTurnLedger(),
      ring,
      hinted: createHintedStream(context, stt, () => null),
      edit: createTextEdit(() => null),
      dispatch() {},
    });
    const hear = (frame: { samples: Float32Array; startSamples: number }) =>
      listener.hear({ ...frame, capturedAtMs: 0 });
    listener.begin(1, 0, null);
    const usual = await partialsOf(hear);
    setStep('reduce_quality');
    const rarer = await partialsOf(hear);
    setStep('drop_frames');
    expect(await partialsOf(hear)).toBe(0);
    setStep('pause_processing');
    expect(await partialsOf(hear)).toBe(0);
    setStep('reduce_quality');
    expect(await partialsOf(hear)).toBeGreaterThanOrEqual(rarer);
    setStep('none');
    expect(await partialsOf(hear)).toBeGreaterThanOrEqual(usual);
    // one each 256 ms, and one each 1,024 ms
    expect(usual).toBeGreaterThanOrEqual((SECONDS * 1_000) / 256 - 3);
    expect(rarer).toBeLessThanOrEqual(usual / 4 + 1);
    expect(rarer).toBeGreaterThanOrEqual(usual / 4 - 2);
    listener.close();
  });

  it.each<[DegradeStep, number]>([
    ['none', 0],
    ['reduce_quality', sessionTuning.unhurriedFinalMs],
    ['drop_frames', sessionTuning.unhurriedFinalMs],
    ['pause_processing', sessionTuning.unhurriedFinalMs],
  ])('at %s always has its final, asked for %i ms into the pause', async (step, laterMs) => {
    const { clock, context, stt, ring, finalsAtMs, setStep } = rig();
    const told: TurnEvent[] = [];
    const listener = createUtteranceListener({
      context,
      stt,
      turnModel: null,
      ledger: createTurnLedger(),
      ring,
      hinted: createHintedStream(context, stt, () => null),
      edit: createTextEdit(() => null),
      dispatch: (event) => void told.push(event),
    });
    setStep(step);
    listener.begin(1, 0, null);
    listener.hear({ samples: new Float32Array(FRAME_SAMPLES), startSamples: 0, capturedAtMs: 0 });
    const pausedAtMs = clock.now();
    listener.transcribe(1, 1);
    await clock.advance(1_000);
    expect(finalsAtMs).toEqual([pausedAtMs + laterMs]);
    expect(told).toMatchObject([{ type: 'transcribed', transcript: { text: 'All of it.' } }]);

    // a pause that does not last costs a pass only where there is time for it
    finalsAtMs.length = 0;
    listener.transcribe(1, 2);
    await clock.advance(100);
    listener.dropPause();
    await clock.advance(1_000);
    expect(finalsAtMs).toHaveLength(step === 'none' ? 1 : 0);
    listener.close();
  });
});

describe('the final text under load', () => {
  type Final = Awaited<ReturnType<ReturnType<SttEngine['createStream']>['final']>>;
  async function finalAt(step: DegradeStep, ofSmall: Final | null): Promise<{ text: string; open: number }> {
    const { clock, context, stt, ring, setStep } = rig();
    let open = 0;
    const small: SttEngine = {
      ...stt,
      createStream(options) {
        open++;
        return {
          ...stt.createStream(options),
          final: () => Promise.resolve(ofSmall!),
          close: () => void open--,
        };
      },
    };
    let text = '';
    const listener = createUtteranceListener({
      context,
      stt,
      small: () => (ofSmall ? small : null),
      turnModel: null,
      ledger: createTurnLedger(),
      ring,
      hinted: createHintedStream(context, stt, () => null),
      edit: createTextEdit(() => null),
      dispatch: (event) => void (event.type === 'transcribed' && (text = event.transcript.text)),
    });
    setStep(step);
    listener.begin(1, 0, null);
    listener.hear({ samples: new Float32Array(FRAME_SAMPLES), startSamples: 0, capturedAtMs: 0 });
    listener.transcribe(1, 1);
    await clock.advance(1_000);
    listener.close();
    return { text, open };
  }
  const rest = { words: [], language: 'en', confidence: 1, phantom: false, computeMs: 1 };
  const quick: Final = { kind: 'done', value: { text: 'Heard quickly.', ...rest } };

  it.each<[string, DegradeStep, Final | null, string]>([
    ['is that of the small recogniser', 'reduce_quality', quick, 'Heard quickly.'],
    ['stays that of the small one at the next steps', 'pause_processing', quick, 'Heard quickly.'],
    ['is that of the usual one without load', 'none', quick, 'All of it.'],
    ['is that of the usual one where no small one is loaded', 'reduce_quality', null, 'All of it.'],
    [
      'comes from the usual one when the small one is closed',
      'drop_frames',
      { kind: 'cancelled' },
      'All of it.',
    ],
    [
      'comes from the usual one when the small one fails',
      'drop_frames',
      { kind: 'failed', fault: faultOf('model_failed', 'broken') },
      'All of it.',
    ],
  ])('%s', async (_what, step, ofSmall, text) => {
    expect(await finalAt(step, ofSmall)).toEqual({ text, open: 0 });
  });
});

describe('a dictation', () => {
  it('shows its words less often under load, and not at all after the second step', async () => {
    const { context, stt, ring, partialsOf, setStep } = rig();
    const dictation = createDictation({ context, stt, ring, clean: (text) => text, turnId: 1, onHeard() {} });
    const hear = (frame: { samples: Float32Array; startSamples: number }) => {
      ring.write(frame.samples, frame.startSamples);
      dictation.hear({ ...frame, capturedAtMs: 0 }, 0.9);
    };
    const usual = await partialsOf(hear);
    setStep('reduce_quality');
    const rarer = await partialsOf(hear);
    setStep('drop_frames');
    expect(await partialsOf(hear)).toBe(0);
    expect(usual).toBeGreaterThan(20);
    expect(rarer).toBeLessThanOrEqual(usual / 4 + 1);
    expect(rarer).toBeGreaterThan(0);
    dictation.end(false, 'closed');
    await dictation.settled;
  });
});
