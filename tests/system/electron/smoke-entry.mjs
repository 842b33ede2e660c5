/**
 * What the smoke test runs as a voice process: in an Electron utilityProcess, or in plain Node, where it prints its
 * report itself. Loads the built engine from out/: every addon through its door, then one lane with its worker.
 */
import { readdirSync } from 'node:fs';

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

// When electron/voice/entry.ts exists: import it here, run one clip through a whole session, add it to the report.
const report = { node: process.versions.node, doors: await openDoors(), lane: await runLane() };

if (process.parentPort) {
  process.parentPort.on('message', () => process.exit(0));
  process.parentPort.postMessage(report);
} else {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
