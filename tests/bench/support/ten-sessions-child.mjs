/**
 * The load of the ten-sessions bench in a process of its own, on the built engine: loaded from source, the compiler
 * would be counted as the engine's memory. Arguments: paths of recordings, the first for the session that is alone.
 * Prints a TenSessionsReport as one line of JSON and ends. Needs --expose-gc.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../../out/engine/engine.js';
import { silentLogger } from '../../../out/engine/runtime/logger.js';
import { openServices } from '../../../out/engine/services.js';

const [first, ...paths] = process.argv.slice(2);

function must(result) {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}

function memory() {
  globalThis.gc?.();
  const text = readFileSync('/proc/self/smaps_rollup', 'utf8');
  const of = (name) => (Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]) * 1024) / 1e6;
  return { rss: of('Rss'), privateBytes: of('Private_Clean') + of('Private_Dirty') };
}

/** Times every request of every stream the engine opens from now on. */
function watch(stt) {
  const watched = { partials: [], finals: [], ages: [] };
  const createStream = stt.createStream.bind(stt);
  async function timed(into, asking) {
    const askedAt = performance.now();
    const outcome = await asking;
    if (outcome.kind === 'done') into.push(performance.now() - askedAt);
    return outcome;
  }
  stt.createStream = (options) => {
    const stream = createStream(options);
    /** When each piece of the utterance came, and how many samples there were with it. */
    let came = [];
    return {
      ...stream,
      begin() {
        came = [];
        stream.begin();
      },
      push(samples) {
        came.push({ at: performance.now(), length: (came.at(-1)?.length ?? 0) + samples.length });
        return stream.push(samples);
      },
      async partial(signal) {
        const heard = came;
        const outcome = await timed(watched.partials, stream.partial(signal));
        if (outcome.kind !== 'done') return outcome;
        const newest = heard.find(({ length }) => length >= outcome.value.heardSamples);
        if (newest) watched.ages.push(performance.now() - newest.at);
        return outcome;
      },
      final: (wanted) => timed(watched.finals, stream.final(wanted)),
    };
  };
  return watched;
}

const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
const services = must(await openServices({ log: silentLogger, dataFolder: folder }));
const engine = await createEngine({ services, log: silentLogger });
await engine.voiceReady;
const watched = watch(must(engine.models.stt));

async function alone(path) {
  const signal = new AbortController().signal;
  const ignore = () => {};
  return must(await engine.transcribe({ path, format: 'txt', signal, onProgress: ignore, onWarning: ignore }))
    .text;
}

async function talk(path) {
  const events = [];
  const session = must(
    await engine.openSession({
      input: { kind: 'files', paths: [path] },
      output: { kind: 'none' },
      onEvent: (event) => void events.push(event),
    }),
  );
  await session.ended;
  const of = (type) => events.filter((event) => event.type === type);
  const begun = new Set(of('speechStart').map((event) => event.turn_id));
  const discarded = of('turnDiscarded');
  const answered = new Set([...of('finalTranscription'), ...discarded].map((event) => event.turn_id));
  // the words of an attempt that was extended come again in the next
  const extended = new Set(
    discarded.filter(({ reason }) => reason === 'extended').map((event) => event.turn_id),
  );
  return {
    clip: path,
    text: of('finalTranscription')
      .filter((event) => !extended.has(event.turn_id))
      .map((event) => event.text)
      .join(' '),
    turns: begun.size,
    lost: [...begun].filter((id) => !answered.has(id)).length,
    faults: of('error').map((event) => event.code),
    droppedMs: of('audioDropped').reduce((sum, event) => sum + event.ms, 0),
  };
}

await talk(first);
const partialMsOfOne = watched.partials.splice(0);
watched.ages.splice(0);
watched.finals.splice(0);
const memoryOfOne = memory();

let memoryOfTen = { rss: 0, privateBytes: 0 };
const sampling = setInterval(() => {
  if (engine.sessions().length < paths.length) return;
  const now = memory();
  if (now.privateBytes > memoryOfTen.privateBytes) memoryOfTen = now;
}, 500);
const talks = await Promise.all(paths.map(talk));
clearInterval(sampling);
const partialMs = watched.partials.splice(0);
const partialAgeMs = watched.ages.splice(0);
const finalMs = watched.finals.splice(0);
const sessions = [];
for (const session of talks) sessions.push({ ...session, alone: await alone(session.clip) });
await engine.close();
await services.close();
rmSync(folder, { recursive: true, force: true });
console.log(
  JSON.stringify({ sessions, partialMs, partialAgeMs, partialMsOfOne, finalMs, memoryOfOne, memoryOfTen }),
);
