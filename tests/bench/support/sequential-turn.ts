/**
 * The same models one after the other, as a plain voice assistant runs them: wait for a silence, transcribe, answer,
 * speak the whole answer. Nothing is begun before the step before it has ended.
 */
import { ENGINE_RATE_HZ, FRAME_SAMPLES, msToSamples } from '../../../electron/contract/audio.ts';
import type { Ms } from '../../../electron/contract/audio.ts';
import { createNullEchoCanceller } from '../../../electron/engine/echo/null-echo-canceller.ts';
import { startHearing } from '../../../electron/engine/pipeline.ts';
import { createScope } from '../../../electron/engine/runtime/scope.ts';
import { sessionTuning } from '../../../electron/engine/session/session-context.ts';
import { divideSpeech } from '../../../electron/engine/tts/speech-pieces.ts';
import { vadTuning } from '../../../electron/engine/vad/tuning.ts';
import { createVadGate } from '../../../electron/engine/vad/vad-gate.ts';
import type { TurnSetting } from './parley-turn.ts';
import { hearQuestion } from './question-sound.ts';
import type { Question } from './question-sound.ts';
import { createScriptedSource } from './scripted-source.ts';

/** What voice assistants commonly wait. */
export const SILENCE_TIMER_MS: Ms = 700;

/** Milliseconds after the true end of speech. */
export interface SequentialTimes {
  readonly decided: Ms;
  readonly transcribed: Ms;
  readonly answered: Ms;
  readonly spoken: Ms;
  readonly text: string;
}

export async function askOneAfterTheOther(
  { models, brain, time }: TurnSetting,
  question: Question,
  shiftSamples = 0,
): Promise<SequentialTimes> {
  const { clock } = time;
  const heard = hearQuestion(question, shiftSamples);
  const scope = createScope();
  const stt = models.stt.createStream({ sessionId: 'plain', language: 'en' });
  const gate = createVadGate(vadTuning);
  const before: Float32Array[] = [];
  let result: SequentialTimes | null = null;
  let working = false;
  let failure: unknown = null;
  const source = createScriptedSource(time, (at) => (result || failure ? null : heard.frame(at)));
  stt.begin();

  async function respond(): Promise<void> {
    const endMs = source.startedAtMs + (heard.endSamples * 1000) / ENGINE_RATE_HZ;
    const decided = clock.now() - endMs;
    const outcome = await stt.final({ words: false });
    if (outcome.kind !== 'done') throw new Error(`no text: ${outcome.kind}`);
    const { text } = outcome.value;
    const transcribed = clock.now() - endMs;
    const sentences: string[] = [];
    const request = {
      sessionId: 'plain',
      turnId: 1,
      text,
      history: [],
      nowEpochMs: clock.epochNow(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    await brain.reply(
      request,
      (chunk) => {
        if (chunk.kind === 'sentence') sentences.push(chunk.text);
        return Promise.resolve(true);
      },
      scope.signal,
    );
    const answered = clock.now() - endMs;
    for (const { speakText } of divideSpeech(sentences.join(' '), { hurried: false }).pieces) {
      const spoken = await models.voice.synthesize({
        sessionId: 'plain',
        text: speakText,
        rate: 1,
        priority: 'audio',
      });
      if (spoken.kind !== 'done') throw new Error(`not spoken: ${spoken.kind}`);
    }
    result = { decided, transcribed, answered, spoken: clock.now() - endMs, text };
  }

  const { done } = startHearing({
    source,
    observer: { onCondition: () => {}, onLost: () => {} },
    canceller: createNullEchoCanceller(),
    vad: models.vad.createStream(),
    clock,
    onDropped: () => {},
    scope,
    sourceWaits: time.virtual !== null,
    hear({ frame, probability }) {
      const decision = gate.step(probability);
      if (working) return;
      if (decision.speechMs === 0) {
        // what lies before the speech, as much as the product gives its recogniser
        before.push(frame.samples);
        if (before.length * FRAME_SAMPLES > msToSamples(sessionTuning.preRollMs)) before.shift();
        return;
      }
      for (const samples of before.splice(0)) stt.push(samples);
      stt.push(frame.samples);
      const ended = decision.silenceMs >= SILENCE_TIMER_MS && frame.startSamples > heard.endSamples;
      if (!ended) return;
      working = true;
      respond().catch((thrown: unknown) => (failure = thrown));
    },
  });
  await done;
  await scope.close();
  stt.close();
  if (failure) throw failure instanceof Error ? failure : new Error('the plain turn failed');
  if (!result) throw new Error(`no reply to "${question.name}"`);
  return result;
}
