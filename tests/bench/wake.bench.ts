/** The wake phrase: how often it is found, how often other speech is taken for it, and what listening costs. */
import { readFileSync } from 'node:fs';
import { ENGINE_RATE_HZ } from '../../electron/contract/audio.ts';
import { createRealClock } from '../../electron/engine/runtime/clock.ts';
import { createWakeJudge } from '../../electron/engine/wake/wake-judge.ts';
import type { WakeJudge } from '../../electron/engine/wake/wake-port.ts';
import { fixturePath, loadFixtureClip } from '../support/fixture-clip.ts';
import { loadBenchModels, must } from './support/bench-models.ts';
import type { BenchModels } from './support/bench-models.ts';
import type { BenchResult, BenchRow } from './support/bench-result.ts';
import { listenAsleep } from './support/wake-listening.ts';
import type { WakeListening } from './support/wake-listening.ts';
import { nearPhrases, talk } from './support/wake-texts.ts';
import { placeInRoom, rooms, wakeVoices } from './support/wake-voices.ts';
import type { Room, WakeVoice } from './support/wake-voices.ts';

const SENSITIVITY = 0.5;
const requests = [
  '',
  ', what time is it?',
  ', set a timer for ten minutes.',
  '. What is the weather in Paris?',
  ' play some music',
  ', stop.',
  ', how many ounces are in a pound?',
  ', remind me to call my sister tomorrow.',
  '.',
];
const others = ['Okay computer', 'Hello Jarvis', 'Hey Maria'];
/** Speech the two are compared on, seconds at most: the default phrase, each of the others. */
const MOST_OTHER_SPEECH = 3700;
const MOST_FOR_OTHERS = 400;

interface Ear {
  readonly judge: WakeJudge;
  hear(sound: Float32Array): Promise<WakeListening>;
  close(): void;
}

function openEar(models: BenchModels, phrase: string, hinted = true): Ear {
  const judge = must(createWakeJudge({ phrase, sensitivity: SENSITIVITY }));
  const prompt = hinted && judge.hint ? { prompt: judge.hint } : {};
  const stream = models.stt.createStream({ sessionId: phrase, language: 'en', ...prompt });
  return {
    judge,
    hear: (sound) => listenAsleep(models.vad, stream, judge, sound),
    close: () => stream.close(),
  };
}

const percent = (part: number, whole: number) => (100 * part) / Math.max(1, whole);

interface Counted {
  found: number;
  of: number;
  readonly families: Map<string, { found: number; of: number }>;
}

/** Every voice with `each` of the requests, in changing rooms. */
async function countFound(ear: Ear, voices: readonly WakeVoice[], each: number): Promise<Counted> {
  const counted: Counted = { found: 0, of: 0, families: new Map() };
  for (const [v, voice] of voices.entries()) {
    for (let i = 0; i < each; i++) {
      const text = ear.judge.phrase + requests[(i + (each < requests.length ? 2 * v : 0)) % requests.length]!;
      const sound = placeInRoom(await voice.say(text), rooms[(v + i) % rooms.length]!);
      const found = (await ear.hear(sound)).calls.length > 0 ? 1 : 0;
      const family = counted.families.get(voice.family) ?? { found: 0, of: 0 };
      counted.families.set(voice.family, { found: family.found + found, of: family.of + 1 });
      counted.found += found;
      counted.of++;
    }
  }
  return counted;
}

function foundRow(what: string, { found, of, families }: Counted, goal: boolean): BenchRow {
  const value = percent(found, of);
  return {
    what,
    value,
    unit: '%',
    ...(goal ? { target: '>= 90 %', met: value >= 90 } : {}),
    note: `${found} of ${of}; ${[...families].map(([name, f]) => `${name} ${f.found}/${f.of}`).join(', ')}`,
  };
}

/** Sentences of the tests, none of which calls Parley. */
function otherTexts(): string[] {
  const column = (file: string, at: number) =>
    readFileSync(fixturePath(`skills/${file}`), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split('\t')[at] ?? '');
  const texts = [
    ...column('out-of-domain.tsv', 0),
    ...talk,
    ...column('answers.tsv', 1),
    ...talk,
    ...column('held-out.tsv', 0),
  ].filter((text) => /[a-z]/i.test(text) && !/parley/i.test(text));
  // the same order in every run, and every kind of text in every part of it
  let state = 1;
  const keyed = texts.map((text) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return { text, key: state };
  });
  return keyed.sort((a, b) => a.key - b.key).map(({ text }) => text);
}

interface Heard {
  seconds: number;
  candidates: number;
  asked: number;
  computeMs: number;
  readonly calls: string[];
}

async function hearOthers(ears: readonly Ear[], voices: readonly WakeVoice[]): Promise<Heard[]> {
  const heard = ears.map((): Heard => ({ seconds: 0, candidates: 0, asked: 0, computeMs: 0, calls: [] }));
  const hear = async (said: string, sound: Float32Array, voice: string) => {
    for (const [e, ear] of ears.entries()) {
      const of = heard[e]!;
      if (of.seconds > (e === 0 ? MOST_OTHER_SPEECH : MOST_FOR_OTHERS)) continue;
      const { calls, candidates, asked, computeMs } = await ear.hear(sound);
      of.seconds += sound.length / ENGINE_RATE_HZ;
      of.candidates += candidates;
      of.asked += asked;
      of.computeMs += computeMs;
      of.calls.push(...calls.map(({ text }) => `${said} (${voice}) heard as ${text}`));
    }
  };
  for (const line of readFileSync(fixturePath('transcripts.tsv'), 'utf8').trim().split('\n').slice(1)) {
    const file = line.split('\t')[0]!;
    await hear(file, placeInRoom(loadFixtureClip(file).samples, 'quiet'), 'recorded');
  }
  for (const file of [
    'noise/noise1.wav',
    'noise/noise2.wav',
    'noise/noise3.wav',
    'echo/doubletalk-mic.wav',
  ]) {
    await hear(file, loadFixtureClip(file).samples, 'recorded');
  }
  for (const [i, text] of otherTexts().entries()) {
    if (heard[0]!.seconds > MOST_OTHER_SPEECH) break;
    const voice = voices[i % voices.length]!;
    const room: Room = i % 7 === 5 ? 'noise' : i % 7 === 6 ? 'soft' : 'quiet';
    await hear(text, placeInRoom(await voice.say(text), room), voice.family);
  }
  return heard;
}

function falseRow(phrase: string, { seconds, candidates, calls }: Heard, goal: boolean): BenchRow {
  const value = (calls.length * 3600) / seconds;
  return {
    what: `"${phrase}" in other speech, false calls an hour`,
    value,
    unit: 'calls',
    ...(goal ? { target: '<= 1 an hour', met: value <= 1 } : {}),
    note:
      `${calls.length} in ${(seconds / 60).toFixed(0)} min, ${candidates} utterances` +
      (calls.length > 0 ? `: ${calls.slice(0, 12).join(' / ')}` : ''),
  };
}

async function nearRow(ear: Ear, voices: readonly WakeVoice[]): Promise<BenchRow> {
  const called = new Map<string, number>();
  let of = 0;
  for (const text of nearPhrases) {
    for (const voice of voices) {
      of++;
      const { calls } = await ear.hear(placeInRoom(await voice.say(text), 'quiet'));
      if (calls.length > 0) called.set(text, (called.get(text) ?? 0) + 1);
    }
  }
  const count = [...called.values()].reduce((sum, n) => sum + n, 0);
  return {
    what: `"${ear.judge.phrase}": names and words chosen to sound near it that called`,
    value: percent(count, of),
    unit: '%',
    note: `${count} of ${of}, ${voices.length} voices; ${[...called].map(([text, n]) => `${text} ${n}`).join(' / ')}`,
  };
}

export async function run(): Promise<BenchResult> {
  const models = await loadBenchModels(createRealClock(), 0);
  const ears = ['Hey Parley', ...others].map((phrase) => openEar(models, phrase));
  const plain = openEar(models, 'Hey Parley', false);
  try {
    const voices = wakeVoices(models.voice);
    const clear = voices.filter(
      ({ family }, i) => voices.findIndex((other) => other.family === family) === i,
    );
    const rows: BenchRow[] = [];
    rows.push(foundRow('"Hey Parley" found', await countFound(ears[0]!, voices, requests.length), true));
    rows.push(foundRow('"Hey Parley" found without the hint', await countFound(plain, voices, 3), false));
    for (const ear of ears.slice(1)) {
      rows.push(foundRow(`"${ear.judge.phrase}" found`, await countFound(ear, voices, 3), true));
    }
    rows.push(await nearRow(ears[0]!, clear.slice(0, 3)));
    const heard = await hearOthers(ears, clear);
    heard.forEach((of, e) => rows.push(falseRow(ears[e]!.judge.phrase, of, true)));
    const { asked, computeMs, seconds } = heard[0]!;
    rows.push({
      what: 'compute of listening over time of other speech, one core',
      value: computeMs / 1000 / seconds,
      unit: 'ratio',
      note: `${asked} passes of the recogniser`,
    });
    return {
      name: 'wake',
      goal:
        'Wake phrase at sensitivity 0.5: >= 90 % found, at most one false call an hour of other speech. Synthetic voices ' +
        "(the product's own at three paces; flite and espeak-ng where installed), quiet, with noise 15 dB below, and soft, " +
        'through the gate, the candidate rule and whisper-tiny.en as a sleeping session does, answers at once. Other speech: ' +
        'the recorded clips and noises, and sentences of the tests and of everyday talk in the same voices. No person was recorded.',
      rows,
    };
  } finally {
    for (const ear of [...ears, plain]) ear.close();
    await models.close();
  }
}
