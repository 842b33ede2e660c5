/**
 * Goal 2 in whole sessions and real time: a language model that speaks as it thinks, against waiting for the whole
 * reply. The model is a simulated server of a stated pace; all else is real.
 */
import { createLanguageModel } from '../../electron/engine/brain/language-model/create-language-model.ts';
import { createNetwork } from '../../electron/engine/network/network.ts';
import { createRealClock } from '../../electron/engine/runtime/clock.ts';
import { ttsTuning } from '../../electron/engine/tts/tuning.ts';
import { bootstrapMedian, measurePairs, median } from './support/alternating-pairs.ts';
import { createBenchBrain, loadBenchModels } from './support/bench-models.ts';
import type { BenchResult } from './support/bench-result.ts';
import { startLanguageServer } from './support/language-server.ts';
import { askParley } from './support/parley-turn.ts';
import type { TurnSetting, TurnTimes } from './support/parley-turn.ts';
import { percentile, quartiles } from './support/percentile.ts';
import { createRememberingVoice } from './support/remembering-voice.ts';
import { speakQuestions } from './support/question-sound.ts';
import { SILENCE_TIMER_MS, askOneAfterTheOther } from './support/sequential-turn.ts';
import type { SequentialTimes } from './support/sequential-turn.ts';

const pace = { firstTokenMs: 150, tokensPerSecond: 30 } as const;

/** Two sentences of ordinary length; the first decides about the wait, the second is what streaming saves. */
const answer =
  'Honey keeps for years because it holds almost no water, so nothing can grow in it. ' +
  'Keep the jar closed and away from the sun, and if it turns solid, warm it gently in a bowl of hot water.';

const texts = [
  'Why does honey never go bad?',
  'How does a steam engine work?',
  'Who painted the ceiling of the chapel?',
  'Tell me something about penguins.',
  'Why is the sky blue in the morning?',
  'What do bees do in the winter?',
  'How do I get coffee out of a shirt?',
  'What makes bread rise in the oven?',
];

const PAIRS = 16;

export async function run(): Promise<BenchResult> {
  const clock = createRealClock();
  const time = { clock, virtual: null };
  const loaded = await loadBenchModels(clock, 0);
  const voice = createRememberingVoice(loaded.voice, ttsTuning.cacheableChars);
  const models = { ...loaded, voice };
  const server = await startLanguageServer(answer, pace);
  const llm = createLanguageModel({
    llm: {
      kind: 'openai-compatible',
      baseUrl: server.baseUrl,
      model: 'simulated',
      apiKey: '',
      timeoutMs: 30_000,
    },
    clock,
    network: createNetwork('off'),
  });
  const brain = createBenchBrain(clock, llm.responders);
  const setting: TurnSetting = { models, brain, time };
  try {
    const questions = await speakQuestions(models.voice, texts);
    const of = (pair: number) => questions[pair % questions.length]!;
    const turns: TurnTimes[] = [];
    const plain: SequentialTimes[] = [];
    const replyRatios: number[] = [];
    let cut = 0;
    let latest: { turn: TurnTimes | null; plain: SequentialTimes | null } = { turn: null, plain: null };
    const compare = () => {
      const { turn, plain: other } = latest;
      if (!turn || !other) return;
      replyRatios.push((turn.firstSample - turn.decided) / (other.spoken - other.transcribed));
      latest = { turn: null, plain: null };
    };
    const pairs = await measurePairs({
      pairs: PAIRS,
      async a(pair) {
        voice.forget();
        const turn = await askParley(setting, of(pair));
        latest.turn = turn;
        compare();
        if (turn) turns.push(turn);
        else cut++;
        return turn?.firstSample ?? NaN;
      },
      async b(pair) {
        voice.forget();
        const times = await askOneAfterTheOther(setting, of(pair));
        latest.plain = times;
        compare();
        plain.push(times);
        return times.spoken;
      },
    });
    const ratios = pairs.ratios.filter((ratio) => !Number.isNaN(ratio));
    const ratio = median(ratios);
    const [low, high] = bootstrapMedian(ratios);
    const waits = turns.map((turn) => turn.firstSample);
    const p50 = median(waits);
    const whole = plain.map((times) => times.spoken);
    return {
      name: 'voice-to-voice-llm',
      goal:
        `Goal 2, with a simulated language model: a server on this machine that streams one answer of ` +
        `${answer.split(/\s+/).length} words, the first after ${pace.firstTokenMs} ms, then ${pace.tokensPerSecond} a second. ` +
        'In real time, from the true end of speech to the first sample at the sink; beside it the same models one ' +
        `after the other behind a ${SILENCE_TIMER_MS} ms silence timer, waiting for the whole reply and speaking it whole.`,
      rows: [
        {
          what: `voice to voice, simulated language model, ${turns.length} turns, p50`,
          value: p50,
          unit: 'ms',
          target: '<= 800 ms',
          met: p50 <= 800,
          spread: quartiles(waits),
          note: 'the pace of the server is part of the figure',
        },
        { what: 'the same, p95', value: percentile(waits, 0.95), unit: 'ms' },
        {
          what: 'against the same models one after the other',
          value: ratio,
          unit: 'ratio',
          target: '<= 0.45',
          met: ratio <= 0.45,
          spread: `95 % ${low.toFixed(3)} to ${high.toFixed(3)}, ${ratios.length} pairs`,
          note: 'a longer answer or a slower server makes the other side slower still',
        },
        {
          what: 'from the decided turn to the first sample, against the whole reply and the whole voice',
          value: median(replyRatios),
          unit: 'ratio',
          spread: quartiles(replyRatios, 3),
        },
        {
          what: 'the same models one after the other, p50',
          value: median(whole),
          unit: 'ms',
          spread: quartiles(whole),
        },
        {
          what: 'of it: from the decided turn to the first sample, median',
          value: median(turns.map((turn) => turn.firstSample - turn.decided)),
          unit: 'ms',
        },
        { what: 'questions answered into before their end, and left out above', value: cut, unit: 'turns' },
      ],
    };
  } finally {
    await brain.close();
    await llm.close();
    await server.close();
    await models.close();
  }
}
