/**
 * Goal 9 in whole sessions: how soon the voice falls silent when somebody speaks, and how often a cough, a noise, an
 * "mm-hm" or its own echo ends the reply. Our own voice comes back through a real room response and is cancelled.
 */
import { ENGINE_RATE_HZ } from '../../electron/contract/audio.ts';
import { sessionTuning } from '../../electron/engine/session/session-context.ts';
import { loadFixtureClip } from '../support/fixture-clip.ts';
import { createBenchBrain, loadBenchModels } from './support/bench-models.ts';
import type { BenchResult } from './support/bench-result.ts';
import { interruptReply } from './support/interrupt-reply.ts';
import type { InterruptionTimes, NearEnd } from './support/interrupt-reply.ts';
import { coughs, listeningSounds, noiseBursts } from './support/near-end-sounds.ts';
import { percentile, quartiles } from './support/percentile.ts';
import { questionOf } from './support/question-sound.ts';
import { createRememberingVoice } from './support/remembering-voice.ts';
import { findSpeechEdges } from './support/speech-edges.ts';
import { createSwitchClock } from './support/switch-clock.ts';

const speechClips = [
  'harvard-spk1-1',
  'harvard-spk1-2',
  'harvard-spk1-3',
  'harvard-spk1-4',
  'harvard-spk1-5',
  'harvard-spk1-6',
  'weather_question',
  'jfk',
  'libri-2412-153948-0000',
  'LJ002-0020',
] as const;

/** Where in the reply and in a frame the speaker cuts in, ms after the reply's first sample. */
const speechMoments = [1_500, 2_011] as const;
const SPEECH_WITHIN_DB = 35;

function speechEvent(name: string): NearEnd {
  const { samples } = questionOf(name, loadFixtureClip(`speech/${name}.wav`).samples);
  const { startSamples } = findSpeechEdges(samples, SPEECH_WITHIN_DB);
  return { name, samples: samples.subarray(0, 3 * ENGINE_RATE_HZ), onsetSamples: startSamples };
}

export async function run(): Promise<BenchResult> {
  const clocks = createSwitchClock();
  const models = await loadBenchModels(clocks.time.clock, 0);
  const brain = createBenchBrain(clocks.time.clock);
  try {
    const mmhms = await listeningSounds(models.voice);
    const room = loadFixtureClip('rooms/rir1.wav').samples;
    const voice = createRememberingVoice(models.voice);
    const setting = { models: { ...models, voice }, brain, time: clocks.time, room };
    clocks.useVirtual();
    const speech: InterruptionTimes[] = [];
    for (const event of speechClips.map(speechEvent)) {
      for (const atMs of speechMoments) speech.push(await interruptReply(setting, event, atMs));
    }
    const bare: InterruptionTimes[] = [];
    for (const event of speechClips.map(speechEvent)) {
      bare.push(await interruptReply({ ...setting, room: null }, event, speechMoments[0]));
    }
    const groups: { what: string; times: InterruptionTimes[] }[] = [];
    for (const [what, events] of [
      ['coughs, synthetic', coughs()],
      ['noise bursts', noiseBursts()],
      ['"mm-hm" and the like', mmhms],
      [
        'its own echo alone',
        [1, 2, 3].map((n) => ({ name: `echo ${n}`, samples: new Float32Array(0), onsetSamples: 0 })),
      ],
    ] as const) {
      const times: InterruptionTimes[] = [];
      for (const [i, event] of events.entries()) {
        times.push(await interruptReply(setting, event, 1_500 + ((i * 137) % 600)));
      }
      groups.push({ what, times });
    }
    const bareSilent = bare.flatMap(({ ducked }) =>
      ducked === null ? [] : [ducked + sessionTuning.duckRampMs],
    );
    const ducks = speech.flatMap(({ ducked }) => (ducked === null ? [] : [ducked]));
    const silent = ducks.map((ms) => ms + sessionTuning.duckRampMs);
    const cancels = speech.flatMap(({ cancelled }) => (cancelled === null ? [] : [cancelled]));
    const all = groups.flatMap(({ times }) => times);
    const share = (times: readonly InterruptionTimes[], of: (one: InterruptionTimes) => boolean) =>
      (100 * times.filter(of).length) / times.length;
    const falseShare = share(all, ({ cancelled }) => cancelled !== null);
    const p50 = percentile(silent, 0.5);
    const p95 = percentile(silent, 0.95);
    return {
      name: 'interruption',
      goal:
        'Goal 9 on a virtual clock: a session that speaks on, its voice coming back through a room (rir1, 20 dB down, ' +
        `60 ms late) into the canceller, and ${speech.length} speech onsets, ${all.length - 3} sounds that are no interruption and ` +
        "stretches of echo alone. Onset: first 10 ms within 35 dB of the clip's loudest. Silent: 30 dB down. " +
        'The sound of the reply is made once and remembered. A real microphone and speaker add their own delays.',
      rows: [
        {
          what: 'speech onset to ducked, p50',
          value: p50,
          unit: 'ms',
          target: '<= 100 ms',
          met: p50 <= 100,
          spread: quartiles(silent),
          note: `the fade of ${sessionTuning.duckRampMs} ms is included`,
        },
        { what: 'speech onset to ducked, p95', value: p95, unit: 'ms', target: '<= 180 ms', met: p95 <= 180 },
        {
          what: 'speech onset to ducked on headphones (no echo, no canceller), p50',
          value: percentile(bareSilent, 0.5),
          unit: 'ms',
          spread: `${quartiles(bareSilent)}, p95 ${percentile(bareSilent, 0.95).toFixed(0)}`,
        },
        {
          what: 'speech onsets that ducked nothing',
          value: share(speech, ({ ducked }) => ducked === null),
          unit: '%',
        },
        {
          what: 'speech onset to cancelled, p50',
          value: percentile(cancels, 0.5),
          unit: 'ms',
          spread: quartiles(cancels),
        },
        { what: 'speech onset to cancelled, p95', value: percentile(cancels, 0.95), unit: 'ms' },
        {
          what: 'interruptions that did not end the reply',
          value: share(speech, ({ cancelled }) => cancelled === null),
          unit: '%',
        },
        {
          what: 'false cancellations: coughs, noise, "mm-hm" and echo together',
          value: falseShare,
          unit: '%',
          target: '<= 5 %',
          met: falseShare <= 5,
          spread: `${all.filter(({ cancelled }) => cancelled !== null).length} of ${all.length}`,
        },
        ...groups.flatMap(({ what, times }) => [
          {
            what: `false cancellations, ${what}`,
            value: share(times, ({ cancelled }) => cancelled !== null),
            unit: '%',
            spread: `of ${times.length}`,
            ...(times.some(({ cancelled }) => cancelled !== null)
              ? {
                  note: `taken for speech: ${times.flatMap(({ name, cancelled }) => (cancelled === null ? [] : [name])).join('; ')}`,
                }
              : {}),
          },
          {
            what: `ducked for a moment, ${what}`,
            value: share(times, ({ ducked }) => ducked !== null),
            unit: '%',
          },
        ]),
      ],
    };
  } finally {
    await clocks.useReal();
    await brain.close();
    await models.close();
  }
}
