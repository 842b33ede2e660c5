/**
 * `npm run soak -- [--hours 24]`: hours of audio, a tenth of it speech, through the whole engine on the fast clock.
 * Every so often it writes down what the process holds; at the end a line through each figure is held against its
 * limit. Exit code 1 when a limit is broken. Ctrl-C ends it early, and what was heard by then is judged.
 *
 *   --hours N        of audio (24)            --session-hours N  a new session after so much audio (1)
 *   --minutes N      of real time at most     --sample-minutes N of audio between two samples (30)
 *   --warm-up N      hours not judged (2, at most a quarter)     --people  recordings only, no questions of our own voice
 *   --memory-limit N MB an hour (1)           --save   writes tests/bench/results/soak.json
 *   --leak           holds on to memory and an open file each turn, which has to be found
 *   --leak-megabytes N a turn (1)
 */
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FRAME_MS } from '../../electron/contract/audio.ts';
import { createEngine } from '../../electron/engine/engine.ts';
import { silentLogger } from '../../electron/engine/runtime/logger.ts';
import { openServices } from '../../electron/engine/services.ts';
import type { Session } from '../../electron/engine/session.ts';
import { fixturePath } from '../support/fixture-clip.ts';
import { runParley } from '../support/parley-process.ts';
import { describeMachine } from './support/bench-machine.ts';
import { must } from './support/bench-models.ts';
import { judgeSoak, soakLimits } from './support/judge-soak.ts';
import type { SoakSample } from './support/judge-soak.ts';
import { bytesBelow, sampleProcess } from './support/process-sample.ts';
import { soakResult } from './support/soak-result.ts';
import { soakQuestions, writeSoakSound } from './support/soak-sound.ts';

const { values: given } = parseArgs({
  options: {
    hours: { type: 'string', default: '24' },
    minutes: { type: 'string' },
    'session-hours': { type: 'string', default: '1' },
    'sample-minutes': { type: 'string', default: '30' },
    'warm-up': { type: 'string' },
    'memory-limit': { type: 'string', default: String(soakLimits.memory) },
    people: { type: 'boolean', default: false },
    leak: { type: 'boolean', default: false },
    'leak-megabytes': { type: 'string', default: '1' },
    save: { type: 'boolean', default: false },
  },
});

function positive(name: string, text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  console.error(`--${name} has to be a number above 0, not ${text}.`);
  process.exit(2);
}

const hours = positive('hours', given.hours);
const sessionHours = Math.min(hours, positive('session-hours', given['session-hours']));
const sampleFrames = Math.round((positive('sample-minutes', given['sample-minutes']) * 60_000) / FRAME_MS);
const warmUpHours = given['warm-up'] === undefined ? Math.min(2, hours / 4) : Number(given['warm-up']);
const leakBytes = positive('leak-megabytes', given['leak-megabytes']) * 2 ** 20;
const limits = { ...soakLimits, memory: positive('memory-limit', given['memory-limit']), warmUpHours };

/** Clips of people; a tenth of the time somebody speaks. */
const recordings = [
  'weather_question',
  'harvard-spk1-1',
  'hello_world',
  'jfk',
  'harvard-spk1-5',
  'LJ002-0020',
] as const;
const SPEECH_SHARE = 0.1;

const folder = mkdtempSync(join(tmpdir(), 'parley-soak-'));
const dataFolder = join(folder, 'data');
mkdirSync(dataFolder);
const startedAt = performance.now();
const samples: SoakSample[] = [];
const leaked: unknown[] = [];
let frames = 0;
let turns = 0;
let replies = 0;
const faults: Record<string, number> = {};
let dueFrame = sampleFrames;
let stopping = false;
let session: Session | null = null;

/** The session is closed when nobody has the floor: once its file stands still, nothing moves the fast clock. */
function stop(): void {
  stopping = true;
}

function takeSample(): void {
  const sample = {
    hours: Math.round((frames * FRAME_MS) / 36) / 1e5,
    turns,
    store: Math.round((bytesBelow(dataFolder) / 2 ** 20) * 1000) / 1000,
    ...sampleProcess(),
  };
  samples.push(sample);
  const minutes = (performance.now() - startedAt) / 60_000;
  console.log(
    `${sample.hours.toFixed(2)} h, ${turns} turns, rss ${sample.rss.toFixed(1)} MB, heap ${sample.heap.toFixed(1)}, ` +
      `external ${sample.external.toFixed(1)}, ${sample.handles} handles, ${sample.threads ?? '?'} threads, ` +
      `${sample.files ?? '?'} files, store ${sample.store.toFixed(2)} MB; ${minutes.toFixed(1)} min`,
  );
  if (given.save) writeFileSync(join(folder, 'samples.json'), JSON.stringify(samples));
}

/** Spoken by a process of its own: this one is to load its models once, and nothing moves the fast clock yet. */
async function speakQuestions(): Promise<string[]> {
  const paths = soakQuestions.map((_, i) => join(folder, `question-${i}.wav`));
  for (const [i, question] of soakQuestions.entries()) {
    const { code, stderr } = await runParley(['say', question, '--out', paths[i]!], { dataFolder: folder });
    if (code !== 0) throw new Error(`parley say: ${stderr}`);
  }
  return paths;
}

async function soak(): Promise<void> {
  const questions = given.people ? [] : await speakQuestions();
  const services = must(await openServices({ log: silentLogger, dataFolder }));
  const engine = await createEngine({ services, log: silentLogger, fast: true });
  await engine.voiceReady;
  try {
    const clips = recordings.flatMap((name, i) =>
      [fixturePath(`speech/${name}.wav`), questions[i] ?? []].flat(),
    );
    const sound = join(folder, 'hour.wav');
    await writeSoakSound(sound, clips, sessionHours, SPEECH_SHARE);
    while (!stopping && (frames * FRAME_MS) / 3.6e6 < hours) {
      const opened = await engine.openSession({
        input: { kind: 'files', paths: [sound] },
        output: { kind: 'none' },
        onLevel() {
          frames++;
          // between turns every sample sees the same state
          if (!session?.isIdle()) return;
          if (stopping) return void session.close();
          if (frames < dueFrame) return;
          dueFrame += sampleFrames;
          takeSample();
          stopping = (frames * FRAME_MS) / 3.6e6 >= hours;
        },
        onEvent(event) {
          if (event.type === 'finalTranscription') {
            turns++;
            if (given.leak) leaked.push(Buffer.alloc(leakBytes, 1), openSync(sound, 'r'));
          }
          if (event.type === 'replyEnd') replies++;
          if (event.type === 'error') faults[event.code] = (faults[event.code] ?? 0) + 1;
        },
      });
      session = must(opened);
      await session.ended;
    }
  } finally {
    await engine.close();
    await services.close();
  }
}

const timer = given.minutes && setTimeout(stop, positive('minutes', given.minutes) * 60_000);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
try {
  await soak();
} finally {
  clearTimeout(timer || undefined);
  rmSync(folder, { recursive: true, force: true });
}
const heardHours = (frames * FRAME_MS) / 3.6e6;
const findings = judgeSoak(samples, limits);
for (const { what, line, unit, limit, broken } of findings) {
  const error = line.slopeError.toFixed(3);
  console.log(
    `${what}: ${line.slope.toFixed(3)} ${unit} (+- ${error}), limit ${limit.toFixed(3)}${broken ? ': BROKEN' : ''}`,
  );
}
if (given.save) {
  const tookSeconds = Math.round((performance.now() - startedAt) / 1000);
  const run = {
    samples,
    findings,
    hours: heardHours,
    wantedHours: hours,
    turns,
    replies,
    faults,
    warmUpHours,
  };
  const path = fileURLToPath(new URL('results/soak.json', import.meta.url));
  writeFileSync(path, `${JSON.stringify(soakResult(run, describeMachine(), tookSeconds), null, 2)}\n`);
}
const broken = findings.filter((finding) => finding.broken).map(({ what }) => what);
console.log(
  `${heardHours.toFixed(2)} h of audio, ${turns} turns, ${replies} replies, faults ${JSON.stringify(faults)}, ` +
    `${samples.length} samples. ` +
    (findings.length === 0
      ? 'Too short to judge.'
      : broken.length > 0
        ? `Holds on to more and more: ${broken.join(', ')}.`
        : 'Holds on to nothing.'),
);
process.exitCode = findings.length === 0 ? 2 : broken.length > 0 ? 1 : 0;
