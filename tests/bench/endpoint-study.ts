/**
 * Collects the evidence of the end-of-turn study into tests/bench/evidence/: run with
 * `node --import ./build/setup/typescript-hook.mjs tests/bench/endpoint-study.ts [recorded|synthetic]`.
 * Takes some minutes; the bench and the choice of presets read what it wrote.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRealClock } from '../../electron/engine/runtime/clock.ts';
import { createCoreScheduler } from '../../electron/engine/runtime/core-scheduler.ts';
import { resampleAll } from '../../electron/engine/dsp/resampler.ts';
import { createPiperEngine } from '../../electron/engine/tts/piper-engine.ts';
import { loadFixtureClip } from '../support/fixture-clip.ts';
import { weightsPath } from '../support/golden-values.ts';
import { collectSpan, loadStudyModels, naturalSpans, studyClip } from './support/endpoint-evidence.ts';
import type { SpanEvidence, StudyModels } from './support/endpoint-evidence.ts';
import { spansOf } from './support/endpoint-material.ts';

const folder = new URL('./evidence/', import.meta.url);

/** Spoken by the default voice: what people say to an assistant. Never used for fitting. */
const sentences = [
  'What is the weather going to be like in London tomorrow?',
  'Set a timer for twenty five minutes and call it bread.',
  'Remind me to take the washing out of the machine at half past six.',
  'How many kilometers are there in a hundred and twenty miles?',
  'Please add two liters of milk and some butter to my shopping list.',
  'Turn down the music in the kitchen a little bit.',
  'What time does the next train to the airport leave?',
  'Tell me something interesting about the history of this town.',
  'Wake me up at a quarter to seven on Monday morning.',
  'I would like to know how old the universe is.',
  'Can you read me the last note that I wrote yesterday?',
  'What is seven times eight plus twelve?',
  'Play the song that we listened to last night.',
  'My new phone number is five five five eight six seven.',
  'I think we should go home before it gets too dark.',
  'Send a message to my sister that I will be late.',
];

async function* recorded(models: StudyModels) {
  for (const file of readdirSync(new URL('../fixtures/speech/', import.meta.url)).sort()) {
    if (!file.endsWith('.wav')) continue;
    yield await studyClip(models, file.replace('.wav', ''), loadFixtureClip(`speech/${file}`).samples);
  }
}

async function* synthetic(models: StudyModels) {
  const name = 'piper-joe';
  const voice = await createPiperEngine({
    model: { name, folder: weightsPath(name) },
    clock: createRealClock(),
    scheduler: createCoreScheduler(2),
  });
  if (!voice.ok) throw new Error(voice.fault.message);
  for (const [i, text] of sentences.entries()) {
    const spoken = await voice.value.synthesize({ sessionId: 'study', text, rate: 1, priority: 'audio' });
    if (spoken.kind !== 'done') throw new Error(spoken.kind);
    const { samples, sampleRateHz } = spoken.sound;
    yield await studyClip(models, `joe-${i + 1}`, resampleAll(samples, sampleRateHz, 16_000));
  }
  await voice.value.close();
}

async function collect(name: 'recorded' | 'synthetic'): Promise<void> {
  const models = await loadStudyModels();
  const spans: SpanEvidence[] = [];
  const clips = name === 'recorded' ? recorded(models) : synthetic(models);
  for await (const clip of clips) {
    const cut = name === 'recorded' ? spansOf(clip, 4, 2) : spansOf(clip, 2, 1);
    const material = [...cut, ...(await naturalSpans(models, clip))];
    for (const span of material) spans.push(await collectSpan(models, span));
    console.log(clip.name, clip.words.length, 'words,', material.length, 'spans');
  }
  await models.close();
  mkdirSync(folder, { recursive: true });
  const lines = spans.map((span) => `${JSON.stringify(span)}\n`).join('');
  writeFileSync(new URL(`endpoint-${name}.ndjson`, folder), lines);
}

for (const name of process.argv.slice(2)) {
  if (name !== 'recorded' && name !== 'synthetic') throw new Error(`unknown set ${name}`);
  await collect(name);
}
