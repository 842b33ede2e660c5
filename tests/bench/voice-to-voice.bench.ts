/**
 * Goals 1, 2 (skills), 4 and 8 in whole sessions: how long a person waits for the voice, against the same models run
 * one after the other. Spoken questions in room tone, edges found by energy, first sample taken at the sink.
 */
import { FRAME_SAMPLES } from '../../electron/contract/audio.ts';
import { ttsTuning } from '../../electron/engine/tts/tuning.ts';
import { loadFixtureClip } from '../support/fixture-clip.ts';
import { bootstrapMedian, measurePairs, median } from './support/alternating-pairs.ts';
import { createBenchBrain, loadBenchModels } from './support/bench-models.ts';
import type { BenchResult, BenchRow } from './support/bench-result.ts';
import { askParley } from './support/parley-turn.ts';
import type { TurnSetting, TurnTimes } from './support/parley-turn.ts';
import { percentile, quartiles } from './support/percentile.ts';
import { createRememberingVoice } from './support/remembering-voice.ts';
import { questionOf, speakQuestions } from './support/question-sound.ts';
import type { Question } from './support/question-sound.ts';
import { SILENCE_TIMER_MS, askOneAfterTheOther } from './support/sequential-turn.ts';
import type { SequentialTimes } from './support/sequential-turn.ts';
import { createSwitchClock } from './support/switch-clock.ts';

const spoken = [
  'What time is it in Tokyo?',
  'What is seventeen times three?',
  'Set a timer for ten minutes.',
  'How many days are there until Christmas?',
  'What day is it tomorrow?',
  'Convert five miles to kilometers.',
  'What is the square root of one hundred and forty four?',
  'What is twelve times twelve?',
  'What is on my shopping list?',
  'How many ounces are in a pound?',
  'What time is it in London?',
  'What is twenty percent of eighty?',
  'Could you tell me the time?',
  'Wake me up at seven tomorrow morning.',
  'What is the date today?',
];

/** Places of the end of speech within a frame; the pairs use the first. */
const shifts = [0, 171, 342] as const;

const column = <T>(all: readonly T[], of: (one: T) => number) => all.map(of);

function ratioRow(what: string, ratios: readonly number[], most: number, note?: string): BenchRow {
  const value = median(ratios);
  const [low, high] = bootstrapMedian(ratios);
  return {
    what,
    value,
    unit: 'ratio',
    target: `<= ${most}`,
    met: value <= most,
    spread: `95 % ${low.toFixed(3)} to ${high.toFixed(3)}, ${ratios.length} pairs`,
    ...(note ? { note } : {}),
  };
}

function quantileRows(
  what: string,
  values: readonly number[],
  goals: readonly [number, number] | null,
): BenchRow[] {
  return ([0.5, 0.95] as const).map((share, i) => {
    const value = percentile(values, share);
    const goal = goals ? { target: `<= ${goals[i]} ms`, met: value <= goals[i]! } : {};
    return { what: `${what}, p${share * 100}`, value, unit: 'ms', spread: quartiles(values), ...goal };
  });
}

function timelineRows(turns: readonly TurnTimes[]): BenchRow[] {
  const points = [
    ['the pause is noticed', (turn: TurnTimes) => turn.pauseSeen],
    ['the turn is decided', (turn: TurnTimes) => turn.decided],
    ['the first piece of the reply is made', (turn: TurnTimes) => turn.pieceReady],
    ['the first sample leaves', (turn: TurnTimes) => turn.firstSample],
    ['a listener can hear it (-50 dBFS)', (turn: TurnTimes) => turn.firstSound],
  ] as const;
  return points.map(([what, of]) => {
    const values = column(turns, of);
    const spread = `${quartiles(values)}, p95 ${percentile(values, 0.95).toFixed(0)}`;
    return {
      what: `timeline: from the true end of speech until ${what}`,
      value: median(values),
      unit: 'ms',
      spread,
    };
  });
}

interface Asked {
  readonly turns: TurnTimes[];
  readonly cut: string[];
}

async function ask(setting: TurnSetting, question: Question, shift: number, into: Asked) {
  const turn = await askParley(setting, question, shift);
  if (turn) into.turns.push(turn);
  else into.cut.push(question.name);
  return turn;
}

export async function run(): Promise<BenchResult> {
  const clocks = createSwitchClock();
  const loaded = await loadBenchModels(clocks.time.clock, 0);
  const voice = createRememberingVoice(loaded.voice, ttsTuning.cacheableChars);
  const models = { ...loaded, voice };
  const brain = createBenchBrain(clocks.time.clock);
  const setting: TurnSetting = { models, brain, time: clocks.time };
  try {
    const weather = questionOf(
      'weather_question.wav',
      loadFixtureClip('speech/weather_question.wav').samples,
    );
    const questions = [weather, ...(await speakQuestions(models.voice, spoken))];
    const asked: Asked = { turns: [], cut: [] };
    const plain: SequentialTimes[] = [];
    const pairsOf: { turn: TurnTimes | null; plain: SequentialTimes | null }[] = [];
    const at = (pair: number) => (pairsOf[pair] ??= { turn: null, plain: null });
    clocks.useVirtual();
    const pairs = await measurePairs({
      pairs: questions.length,
      async a(pair) {
        voice.forget();
        const turn = await ask(setting, questions[pair % questions.length]!, shifts[0], asked);
        at(pair).turn = turn;
        return turn?.firstSample ?? NaN;
      },
      async b(pair) {
        voice.forget();
        const times = await askOneAfterTheOther(setting, questions[pair % questions.length]!, shifts[0]);
        at(pair).plain = times;
        plain.push(times);
        return times.spoken;
      },
    });
    for (const shift of shifts.slice(1)) {
      for (const question of questions) {
        voice.forget();
        await ask(setting, question, shift, asked);
      }
    }
    const textRatios = pairsOf
      .slice(1)
      .flatMap(({ turn, plain: of }) =>
        turn && of ? [turn.waitedForEvidence / (of.transcribed - of.decided)] : [],
      );
    await clocks.useReal();
    const live: Asked = { turns: [], cut: [] };
    for (const question of questions) {
      voice.forget();
      await ask(setting, question, FRAME_SAMPLES / 2, live);
    }

    const { turns } = asked;
    const waits = column(turns, (turn) => turn.waitedForEvidence);
    const finalWait = percentile(waits, 0.95);
    const bySkill = turns.filter(({ source }) => source.startsWith('skill:')).length;
    const others = turns.flatMap(({ source, text }) => (source.startsWith('skill:') ? [] : [text]));
    const kept = pairs.ratios.filter((ratio) => !Number.isNaN(ratio));
    return {
      name: 'voice-to-voice',
      goal:
        `Goals 1 and 4 in whole sessions: ${questions.length} spoken questions in room tone of -70 dBFS, ` +
        'from the end of speech found by energy (last 10 ms within 45 dB of the loudest) to the first sample handed ' +
        `to the sink; beside it the same models one after the other behind a ${SILENCE_TIMER_MS} ms silence timer, ` +
        'A/B/B/A on a virtual clock. The voice remembers nothing of earlier turns. A sound card adds its own delay. False ends of ' +
        'turns are counted by the end-of-turn study.',
      rows: [
        ...quantileRows(
          `voice to voice, skill path, ${turns.length} turns`,
          column(turns, (turn) => turn.firstSample),
          [300, 600],
        ),
        ratioRow(
          'voice to voice against the same models one after the other',
          kept,
          0.35,
          pairs.dropped > 0 ? `${pairs.dropped} pairs dropped: the machine changed its speed` : undefined,
        ),
        ...quantileRows(
          'the same models one after the other',
          column(plain, ({ spoken: ms }) => ms),
          null,
        ),
        {
          what: 'final text after the turn was decided but for it, p95',
          value: finalWait,
          unit: 'ms',
          target: '<= 80 ms',
          met: finalWait <= 80,
          spread: `p50 ${median(waits).toFixed(0)}, ${quartiles(waits)}`,
          note: 'from the moment the silence asked for had passed to the decision: also holds the wait for Smart Turn',
        },
        ratioRow('that wait against transcribing after the end point', textRatios, 0.15),
        ...timelineRows(turns),
        {
          what: 'silence the policy asked for, median',
          value: median(column(turns, (turn) => turn.silenceAskedFor)),
          unit: 'ms',
          spread: quartiles(column(turns, (turn) => turn.silenceAskedFor)),
        },
        {
          what: 'questions answered by a skill',
          value: (100 * bySkill) / turns.length,
          unit: '%',
          note: `the others were heard as: ${[...new Set(others)].join(' / ')}`,
        },
        {
          what: 'questions answered into before their end, and left out above',
          value: (100 * asked.cut.length) / (turns.length + asked.cut.length),
          unit: '%',
          ...(asked.cut.length > 0 ? { note: [...new Set(asked.cut)].join(' / ') } : {}),
        },
        ...quantileRows(
          `voice to voice in real time, ${live.turns.length} turns`,
          column(live.turns, (turn) => turn.firstSample),
          null,
        ),
      ],
    };
  } finally {
    await clocks.useReal();
    await brain.close();
    await models.close();
  }
}
