/**
 * What the smoke test runs as a voice process: in an Electron utilityProcess, or in plain Node, where it prints its
 * report itself. Loads the built engine from out/: every addon through its door, one lane with its worker, and the
 * voice server with one clip through a whole session.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const engine = new URL('../../../out/engine/', import.meta.url);

/** Doors that are opened by making something. All others export a function `loadX` without arguments. */
const makers = {
  'rtc-apm': (door) =>
    door.createRtcApm({
      sampleRateHz: 16_000,
      echoCanceller: true,
      gainController: false,
      highPassFilter: true,
      noiseSuppression: false,
    }),
};

/** Opens every door of engine/native; what neither loads nor makes anything is no door. */
async function openDoors() {
  const folder = new URL('native/', engine);
  const opened = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
    const name = file.slice(0, -'.js'.length);
    const door = await import(new URL(file, folder).href);
    const load = Object.entries(door).find(
      ([key, value]) => key.startsWith('load') && typeof value === 'function',
    );
    const open = makers[name] ?? load?.[1];
    if (!open) continue;
    const result = await (makers[name] ? open(door) : open());
    opened[name] = result.ok ? 'opened' : result.fault.message;
    result?.value?.close?.();
  }
  return opened;
}

/** Sends one job through a real lane: audio out by transfer, a number back. */
async function runLane() {
  const from = (path) => import(new URL(path, engine).href);
  const { createInferenceLane } = await from('runtime/inference-lane.js');
  const { createCoreScheduler } = await from('runtime/core-scheduler.js');
  const { createRealClock } = await from('runtime/clock.js');
  const lane = await createInferenceLane({
    name: 'smoke',
    entry: new URL('./smoke-worker.mjs', import.meta.url),
    init: { gain: 2 },
    scheduler: createCoreScheduler(1),
    clock: createRealClock(),
  });
  if (!lane.ok) return lane.fault.message;
  const audio = Float32Array.of(1, 2, 3);
  const outcome = await lane.value.submit({
    priority: 'final',
    sessionId: 'smoke',
    request: { audio },
    transfer: [audio.buffer],
  });
  await lane.value.close();
  return { kind: outcome.kind, value: outcome.value, transferred: audio.length === 0, info: lane.value.info };
}

/** One clip through the voice server: hears it, answers it, speaks the answer to nobody. */
async function runSession() {
  const { serveVoice } = await import(new URL('../voice/voice-server.js', engine).href);
  const clip = fileURLToPath(new URL('../../fixtures/speech/harvard-spk1-1.wav', import.meta.url));
  const dataFolder = mkdtempSync(join(tmpdir(), 'parley-smoke-'));
  const events = [];
  const answers = new Map();
  let ended = () => {};
  let send = () => {};
  serveVoice(
    {
      onMessage: (listener) => (send = listener),
      post(message) {
        if (message.type === 'answer') answers.get(message.request)?.(message);
        else if (events.push(message.event) && message.event.type === 'sessionEnded') ended();
      },
      onGone() {},
    },
    () => {},
  );
  const ask = (request, command) =>
    new Promise((resolve) => {
      answers.set(request, resolve);
      send({ ...command, request });
    });
  const over = new Promise((resolve) => (ended = resolve));
  const started = await ask(1, { type: 'start', fast: true, dataFolder });
  const input = { kind: 'files', paths: [clip] };
  const opened = await ask(2, { type: 'openSession', input, output: { kind: 'none' } });
  if (opened.ok) await over;
  const stopped = await ask(3, { type: 'shutdown' });
  rmSync(dataFolder, { recursive: true, force: true });
  const of = (type) => events.filter((event) => event.type === type);
  return {
    ok: [started.ok, opened.ok, stopped.ok],
    faults: [...(started.value?.faults ?? []), ...of('error')].map(({ code }) => code),
    text: of('finalTranscription').map(({ text }) => text),
    turnScored: of('turnEnd').map(({ scores }) => scores.length > 0),
    replyBytes: of('replyAudio').reduce((sum, { bytes }) => sum + bytes, 0),
    heard: of('replyEnd').map((event) => event.heard_text),
    ended: of('sessionEnded').map(({ reason }) => reason),
  };
}

const report = {
  node: process.versions.node,
  doors: await openDoors(),
  lane: await runLane(),
  session: await runSession(),
};

if (process.parentPort) {
  process.parentPort.on('message', () => process.exit(0));
  process.parentPort.postMessage(report);
} else {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
