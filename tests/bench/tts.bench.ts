/** Goal 8: the first sound of a reply against the whole sentence, gaps and seams between pieces, and the voice's speed. */
import { join } from 'node:path';
import { createCoreScheduler } from '../../electron/engine/runtime/core-scheduler.ts';
import { createRealClock } from '../../electron/engine/runtime/clock.ts';
import { loudnessOf } from '../../electron/engine/tts/loudness.ts';
import { createPiperEngine } from '../../electron/engine/tts/piper-engine.ts';
import { findSound } from '../../electron/engine/tts/sound-shaping.ts';
import { divideSpeech } from '../../electron/engine/tts/speech-pieces.ts';
import type { TtsEngine } from '../../electron/engine/tts/tts-port.ts';
import type { BenchResult } from './support/bench-result.ts';
import { bootstrapMedian, measurePairs, median } from './support/alternating-pairs.ts';

/** Replies of the lengths assistants give: 45 to 190 characters. */
const sentences = [
  'I have added milk, eggs and bread to your shopping list.',
  'The capital of Australia is Canberra, although many people believe that it is Sydney.',
  'Sure, here is what I found about the history of the steam engine.',
  'There are about twenty thousand species of bees in the world.',
  'The weather in London is nice today, and it will stay dry until the end of the week.',
  'Photosynthesis is the process by which green plants turn sunlight, water and carbon dioxide into sugar and oxygen.',
  'Your next appointment is at 3:30 p.m. with Dr. Smith, and after that you are free.',
  'The fastest way to the station is along the river, which takes about twelve minutes on foot.',
  'I could not find a note with that name, but there is one called garden plans.',
  'A cup of flour weighs about 125 grams, so three cups are a little less than 400 grams.',
  'The film starts at a quarter past eight, and the cinema opens half an hour before that.',
  'If you mix blue and yellow paint, you will usually get some kind of green.',
  'Mount Everest is 8,849 meters high, which makes it the highest mountain above sea level.',
  'To restart the router, hold the small button on the back for ten seconds until the light blinks.',
  'Most cats sleep between twelve and sixteen hours a day, mainly because hunting costs them a lot of energy.',
  'That is a good question, and the honest answer is that nobody knows for certain.',
  'I have set a reminder for tomorrow morning at nine to call the dentist.',
  'The book was written in 1949 and tells the story of a man who lives under constant watch.',
];

/** Too short for much to be gained; reported beside the goal. */
const shortSentences = [
  'It is five past seven in the evening.',
  'Your timer for ten minutes has been set.',
  'The kettle is on and the tea is ready.',
  'I will remind you at nine tomorrow.',
  'Your shopping list has four things on it.',
  'The next train leaves in six minutes.',
];

async function speak(voice: TtsEngine, text: string) {
  const outcome = await voice.synthesize({ sessionId: 'bench', text, rate: 1, priority: 'audio' });
  if (outcome.kind !== 'done') throw new Error(`the voice did not speak: ${outcome.kind}`);
  return outcome;
}

const firstOf = (sentence: string) => divideSpeech(sentence).pieces[0]!.speakText;
const wholeOf = (sentence: string) =>
  divideSpeech(sentence, { hurried: false }).pieces.map(({ speakText }) => speakText);

const ratioOf = (voice: TtsEngine, list: readonly string[], pairs: number) =>
  measurePairs({
    pairs,
    a: async (pair) => void (await speak(voice, firstOf(list[pair % list.length]!))),
    b: async (pair) => {
      for (const text of wholeOf(list[pair % list.length]!)) await speak(voice, text);
    },
  });

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** Speaks every sentence piece by piece, as the stage does: gaps a listener would hear, and levels across seams. */
async function speakAll(voice: TtsEngine, list: readonly string[]) {
  const seams: number[] = [];
  const firstMs: number[] = [];
  let gaps = 0;
  let computeMs = 0;
  let soundMs = 0;
  for (const sentence of list) {
    let readyAtMs = 0;
    let playedToMs = 0;
    let lastLevel: number | null = null;
    for (const { speakText } of divideSpeech(sentence).pieces) {
      const { sound, computeMs: took } = await speak(voice, speakText);
      readyAtMs += took;
      if (lastLevel === null) firstMs.push(took);
      else if (readyAtMs > playedToMs) gaps++;
      const durationMs = (sound.samples.length / sound.sampleRateHz) * 1000;
      playedToMs = Math.max(playedToMs, readyAtMs) + durationMs;
      computeMs += took;
      soundMs += durationMs;
      const found = findSound(sound.samples, sound.sampleRateHz);
      if (!found) continue;
      const level = loudnessOf(sound.samples.subarray(found.start, found.end), sound.sampleRateHz);
      if (lastLevel !== null) seams.push(Math.abs(level - lastLevel));
      lastLevel = level;
    }
  }
  return { seams, firstMs, gaps, speed: computeMs / soundMs };
}

export async function run(): Promise<BenchResult> {
  const created = await createPiperEngine({
    model: { name: 'piper-joe', folder: join(import.meta.dirname, '../../native-models/piper-joe') },
    clock: createRealClock(),
    scheduler: createCoreScheduler(2),
    // Nothing is remembered: every run computes.
    cacheBytes: 0,
  });
  if (!created.ok) throw new Error(created.fault.message);
  const voice = created.value;
  try {
    const usual = await ratioOf(voice, sentences, 54);
    const brief = await ratioOf(voice, shortSentences, 24);
    const spoken = await speakAll(voice, sentences);
    const ratio = median(usual.ratios);
    const [low, high] = bootstrapMedian(usual.ratios);
    const worstSeam = Math.max(...spoken.seams);
    return {
      name: 'tts',
      goal:
        'Goal 8: first audio of a reply at most 0.35 of synthesising the whole sentence, no underrun, no seam above 1 LU. ' +
        'Sentences of 45 to 190 characters, first piece and whole sentence interleaved in one process, nothing remembered; ' +
        'seams are differences of gated loudness (BS.1770) between neighbouring pieces; a gap is a piece computed later than ' +
        'the sound before it ends.',
      rows: [
        {
          what: 'first piece / whole sentence, median of pairs',
          value: ratio,
          unit: 'ratio',
          target: '<= 0.35',
          met: ratio <= 0.35,
          spread: `${low.toFixed(3)} to ${high.toFixed(3)}, ${usual.ratios.length} pairs, ${usual.dropped} dropped`,
        },
        {
          what: 'the same for sentences of 35 to 41 characters',
          value: median(brief.ratios),
          unit: 'ratio',
          note: 'outside the goal: the whole takes 200 ms, and a shorter first piece sounds chopped',
        },
        { what: 'first piece, p50', value: percentile(spoken.firstMs, 0.5), unit: 'ms' },
        { what: 'first piece, p95', value: percentile(spoken.firstMs, 0.95), unit: 'ms' },
        {
          what: 'gaps between pieces played as they are computed',
          value: spoken.gaps,
          unit: `of ${spoken.seams.length} seams`,
          target: '0',
          met: spoken.gaps === 0,
        },
        {
          what: 'loudness across seams, largest difference',
          value: worstSeam,
          unit: 'LU',
          target: '<= 1 LU',
          met: worstSeam <= 1,
          spread: `median ${median(spoken.seams).toFixed(2)}`,
        },
        { what: 'computing time / spoken time', value: spoken.speed, unit: 'ratio' },
      ],
    };
  } finally {
    await voice.close();
  }
}
