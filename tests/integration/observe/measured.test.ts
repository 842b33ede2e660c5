/**
 * A real conversation with real models, looked at while it goes on: every number the monitor shows is really measured,
 * and what is kept on disk holds numbers and not a word of what was said.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MonitorView, StageName } from '../../../electron/contract/metrics.ts';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import { metricsText } from '../../../electron/gateway/metrics-text.ts';
import { encodeWav } from '../../../electron/engine/dsp/wav.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';
import { createDataFolder } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { openTestEngine, openTestSession } from '../../support/test-engine.ts';
import type { TestEngine, TestSession } from '../../support/test-engine.ts';

/** Said in the clip, and in no name of ours. */
const SECRET = 'figures';
const LOOK_MS = 250;
/** Long enough for the end of the turn to be judged before the file ends. */
const PAUSE_MS = 1_800;
/** The answer to what is no question is long: this much of it will do. */
const ANSWER_MS = 1_000;

/** The clip with room tone behind it. */
function spokenFile(): string {
  const { samples, sampleRateHz } = loadFixtureClip('speech/harvard-spk1-2.wav');
  const whole = new Float32Array(samples.length + (PAUSE_MS * sampleRateHz) / 1_000);
  for (let i = 0; i < whole.length; i++) whole[i] = 0.0005 * Math.sin(i * i);
  whole.set(samples);
  const path = join(data.path, 'said.wav');
  writeFileSync(path, encodeWav({ samples: whole, sampleRateHz }));
  return path;
}

let data: DataFolder;
let parley: TestEngine;
let talk: TestSession;
const views: MonitorView[] = [];

beforeAll(async () => {
  data = createDataFolder();
  const monitor = { ...defaultSettings.monitor, metricsLogSeconds: 1 };
  parley = await openTestEngine({ dataFolder: data.path, override: { monitor } });
  await parley.engine.voiceReady;
  const look = setInterval(() => views.push(parley.engine.monitor()), LOOK_MS);
  const input = { kind: 'files', paths: [spokenFile()] } as const;
  talk = await openTestSession(
    parley.engine,
    { input, output: { kind: 'none' }, background: false },
    ({ type }) => void (type === 'replyAudio' && setTimeout(() => talk.session.interrupt(), ANSWER_MS)),
  );
  await talk.session.ended;
  clearInterval(look);
  views.push(parley.engine.monitor());
}, 60_000);
afterAll(async () => {
  await parley.close();
  data.remove();
});

const last = () => views.at(-1)!;
const during = () => views.filter(({ sessions }) => sessions.length > 0);
/** Different values a number took while it was looked at. */
const valuesOf = (pick: (view: MonitorView) => number) => new Set(views.map(pick)).size;

describe('what the monitor shows of a conversation', () => {
  it('was heard and answered, or nothing below means anything', () => {
    const heard = talk.ofType('finalTranscription').map(({ text }) => text.toLowerCase());
    expect(heard.join(' ')).toContain(SECRET);
    expect(talk.ofType('replyEnd')).toHaveLength(1);
    expect(during().length).toBeGreaterThan(8);
  });

  it.each<StageName>(['echo', 'vad', 'frame', 'partial', 'final', 'end_of_turn', 'brain', 'tts', 'playback'])(
    'has times of %s',
    (name) => {
      const stage = last().stages.find((one) => one.name === name)!;
      // a busy machine may judge the end of a turn too late to matter: then it is told as stale
      const late = name === 'end_of_turn' ? stage.stale : 0;
      expect(stage.count + late).toBeGreaterThan(0);
      expect(stage.p50).toBeLessThanOrEqual(stage.p95);
      expect(stage.p95).toBeLessThanOrEqual(stage.p99);
      expect(stage.p99).toBeLessThanOrEqual(stage.max);
      expect(stage.max).toBeLessThan(10_000);
      expect(stage.total_ms).toBeGreaterThanOrEqual(stage.max);
      // the time of an answer of a skill, or of a canceller that does nothing, may be below a tenth of a millisecond
      if (!['echo', 'brain', 'playback', 'end_of_turn'].includes(name)) expect(stage.p50).toBeGreaterThan(0);
      expect(stage.errors).toBe(0);
    },
  );

  it('counts frames as they come, at the pace of speech', () => {
    const frames = during().map(({ sessions }) => sessions[0]!.frames);
    expect(frames).toEqual([...frames].sort((a, b) => a - b));
    expect(frames.at(-1)).toBeGreaterThan(60);
    const pace = Math.max(...views.map(({ status }) => status.performanceMonitor.throughput));
    expect(pace).toBeGreaterThan(15);
    expect(pace).toBeLessThan(45);
    const stage = last().stages.find(({ name }) => name === 'frame')!;
    expect(stage.count).toBeGreaterThanOrEqual(frames.at(-1)!);
    const { averageFrameTime } = last().status.performanceMonitor;
    expect(averageFrameTime).toBeCloseTo(stage.total_ms! / stage.count, 0);
  });

  it('has the edges of the session with their bounds, and what has lain on them', () => {
    const { queues } = during().at(-1)!.sessions[0]!;
    const names = queues.map(({ name }) => name);
    expect(names).toEqual(['capture->echo', 'echo->vad', 'vad->turn', 'brain->tts', 'tts->playback']);
    for (const of of ['brain->tts', 'tts->playback']) {
      expect(queues.find(({ name }) => name === of)!.peak, of).toBeGreaterThan(0);
    }
    for (const queue of queues) {
      expect([queue.name, queue.bound > 0, queue.depth <= queue.bound]).toEqual([queue.name, true, true]);
      expect([queue.name, queue.dropped]).toEqual([queue.name, 0]);
    }
    expect(queues.some(({ peak }) => peak > 0)).toBe(true);
  });

  it('has the lanes and what they did', () => {
    const { lanes } = last();
    expect(lanes.length).toBeGreaterThanOrEqual(3);
    for (const lane of lanes) {
      expect([lane.name, lane.done + lane.cancelled > 0, lane.compute_ms > 0]).toEqual([
        lane.name,
        true,
        true,
      ]);
      expect(lane.failed).toBe(0);
    }
    const running = views.some((view) => view.lanes.some((lane) => lane.running));
    expect(running).toBe(true);
  });

  it('has a load, with its parts, that goes up and down', () => {
    expect(valuesOf(({ pressure }) => pressure.load)).toBeGreaterThan(3);
    for (const { pressure, status } of views) {
      expect(pressure.load).toBe(Math.max(...Object.values(pressure.parts)));
      expect(status.pipelineState.processingLoad).toBeCloseTo(pressure.load * 100, 0);
    }
    // whether a look meets a frame that waits is chance here; the overload tests of the session make some wait
    for (const part of ['frame_time', 'memory'] as const)
      expect([part, Math.max(...views.map(({ pressure }) => pressure.parts[part])) > 0]).toEqual([
        part,
        true,
      ]);
  });

  it('tells memory by part', () => {
    for (const { memory, status } of during()) {
      expect(memory.rss).toBeGreaterThan(150);
      expect(memory.rss).toBeLessThan(4_000);
      expect(memory.models).toBeGreaterThan(100);
      expect(memory.models).toBeLessThan(memory.rss);
      expect(memory.heap).toBeGreaterThan(5);
      expect(memory.external).toBeGreaterThan(0);
      expect(memory.buffers).toBeLessThan(60);
      expect(Math.abs(memory.rss - status.pipelineState.memoryUsage)).toBeLessThan(1);
      expect(status.performanceMonitor.memoryEfficiency).toBeGreaterThan(0);
      expect(status.performanceMonitor.memoryEfficiency).toBeLessThanOrEqual(100);
    }
    for (const part of ['sessions', 'buffers'] as const)
      expect([part, Math.max(...views.map(({ memory }) => memory[part])) > 0]).toEqual([part, true]);
    expect(valuesOf(({ memory }) => memory.rss)).toBeGreaterThan(3);
  });

  it('tells what the process does to the processor and to its own loop', () => {
    expect(Math.max(...views.map(({ cpu }) => cpu))).toBeGreaterThan(5);
    for (const { cpu, loopDelay } of views) {
      expect(cpu).toBeLessThan(6_400);
      expect(loopDelay.p50).toBeLessThanOrEqual(loopDelay.p99);
      expect(loopDelay.p99).toBeLessThanOrEqual(loopDelay.max);
    }
    expect(valuesOf(({ cpu }) => cpu)).toBeGreaterThan(2);
    expect(valuesOf(({ loopDelay }) => loopDelay.max)).toBeGreaterThan(2);
    expect(last().uptime_s).toBeGreaterThan(2);
    expect(last().at - views[0]!.at).toBeGreaterThan(2_000);
  });

  it('has the whole timeline of the turn', () => {
    const [timings] = talk.ofType('timings');
    const wanted = 'speech pause_seen stt decision brain tts playback voice_to_voice stt_compute';
    expect(Object.keys(timings!.stages)).toEqual(expect.arrayContaining(wanted.split(' ')));
    const { speech, decision, voice_to_voice } = timings!.stages;
    expect(speech).toBeGreaterThan(1_000);
    expect(decision).toBeGreaterThan(0);
    expect(voice_to_voice).toBeGreaterThanOrEqual(decision!);
  });

  it('is healthy, with nothing to warn of and nothing held back', () => {
    expect(last().status.performanceMonitor.errorRate).toBe(0);
    expect(last().status.pipelineState.health).not.toBe('failed');
    expect(last().alerts.map(({ code }) => code)).not.toContain('errors_high');
  });
});

describe('what is kept on disk', () => {
  const folder = () => join(data.path, 'metrics');
  const text = () =>
    readdirSync(folder())
      .map((file) => readFileSync(join(folder(), file), 'utf8'))
      .join('');
  type Line = { type: string; at: number; stages?: Record<string, number> };
  const lines = () =>
    text()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);

  it('is a line each second and one for the turn', () => {
    const seconds = last().uptime_s;
    const metrics = lines().filter(({ type }) => type === 'metrics');
    expect(metrics.length).toBeGreaterThanOrEqual(Math.floor(seconds / 2) - 1);
    expect(metrics.length).toBeLessThanOrEqual(seconds + 1);
    const [turn, ...more] = lines().filter(({ type }) => type === 'turn');
    expect(more).toEqual([]);
    expect(turn?.stages).toEqual(talk.ofType('timings')[0]!.stages);
  });

  it('holds no word that was said, heard or answered, nor does what is told over HTTP', () => {
    const said = [
      ...talk.ofType('finalTranscription').map((event) => event.text),
      ...talk.ofType('replyText').map((event) => ('text' in event ? event.text : event.delta)),
    ];
    const words = new Set(said.flatMap((one) => one.toLowerCase().match(/\p{L}{5,}/gu) ?? []));
    expect(words).toContain(SECRET);
    const told = new Set(
      [text(), ...views.map(metricsText)].flatMap((one) => one.toLowerCase().match(/\p{L}{5,}/gu) ?? []),
    );
    // words of ours that anybody may say
    for (const ours of ['parley', 'model', 'voice', 'speech', 'memory']) told.delete(ours);
    expect([...words].filter((word) => told.has(word))).toEqual([]);
  });
});

describe('a voice that nobody uses', () => {
  it('is let go of on request after a while, is reported, and speaks again', async () => {
    const before = await parley.engine.optimize({
      triggerGC: false,
      cleanupSessions: false,
      optimizeBuffers: true,
    });
    // it spoke a moment ago
    expect(before.modelsReleased).toEqual([]);
    // it may still be making phrases ready
    await expect.poll(() => parley.engine.models.release(0), { timeout: 20_000 }).toEqual(['piper-joe']);
    expect(await parley.engine.models.release(0)).toEqual([]);
    const path = join(data.path, 'spoken.wav');
    const spoken = await parley.engine.speakToFile('I am back again.', path, new AbortController().signal);
    expect(spoken).toEqual({ ok: true, value: undefined });
    expect(readFileSync(path).length).toBeGreaterThan(16_000);
  });
});
