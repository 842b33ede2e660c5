import { describe, expect, it } from 'vitest';
import { FRAME_SAMPLES } from '../../../electron/contract/audio.ts';
import type { AudioFrame } from '../../../electron/contract/audio.ts';
import { createMicrophoneSource } from '../../../electron/engine/capture/microphone-source.ts';
import { createBoundedChannel } from '../../../electron/engine/runtime/bounded-channel.ts';
import { createScope } from '../../../electron/engine/runtime/scope.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { createFakeRecorder } from '../../fakes/fake-recorder.ts';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

async function listen(device = '') {
  const clock = createVirtualClock(0);
  const recorder = createFakeRecorder();
  recorder.verdict = 'present';
  const source = createMicrophoneSource({
    device,
    clock,
    platform: 'linux',
    ...recorder,
    system: recorder.system,
  });
  const channel = createBoundedChannel<AudioFrame>({ name: 'test', capacity: 10_000, full: 'drop-oldest' });
  const scope = createScope();
  const said: string[] = [];
  const lost: number[] = [];
  const running = source.run(
    channel,
    {
      onCondition: (condition) => said.push('fault' in condition ? condition.fault.code : condition.state),
      onLost: (samples) => lost.push(samples),
    },
    scope,
  );
  await settle();
  /** Time passes with a frame of `level` every 32 ms; no frames at all for null. */
  async function pass(ms: number, level: number | null): Promise<void> {
    for (let at = 0; at < ms; at += 32) {
      await clock.advance(32);
      if (level !== null) recorder.frame(level);
    }
  }
  return { clock, recorder, source, channel, scope, said, lost, running, pass };
}

describe('microphone source', () => {
  it('passes frames on with their place and time, and says that it hears', async () => {
    const { clock, recorder, channel, said, pass, scope, running } = await listen();
    recorder.open();
    await pass(320, 0.5);
    expect(said).toEqual(['hearing']);
    expect(channel.stats().items).toBe(10);
    const frames = Array.from({ length: 10 }, () => channel.poll()!);
    expect(frames.map((frame) => frame.startSamples)).toEqual(frames.map((_, i) => i * FRAME_SAMPLES));
    expect(frames.map((frame) => frame.capturedAtMs)).toEqual(frames.map((_, i) => (i + 1) * 32));
    recorder.frame(0.5, { ageMs: 20 });
    expect(channel.poll()!.capturedAtMs).toBe(clock.now() - 20);
    await scope.close();
    expect(await running).toEqual({ ok: true, value: undefined });
    expect(recorder.running).toBe(0);
  });

  it('opens nothing while the system says that there is none, and opens when there is', async () => {
    const { recorder, said, clock, pass } = await listen();
    recorder.open();
    await pass(100, 0.5);
    recorder.verdict = 'absent';
    await pass(3_000, 0);
    expect(said).toEqual(['hearing', 'mic_gone']);
    const openings = recorder.opened.length;
    await clock.advance(20_000);
    expect(recorder.opened.length).toBe(openings);
    expect(recorder.running).toBe(0);
    recorder.verdict = 'present';
    await clock.advance(2_000);
    expect(recorder.opened.length).toBe(openings + 1);
  });

  it('says muted, and hears at once when it is not', async () => {
    const { recorder, said, pass } = await listen();
    recorder.open();
    recorder.verdict = 'muted';
    await pass(3_000, 0);
    recorder.verdict = 'present';
    await pass(64, 0.1);
    expect(said).toEqual(['mic_muted', 'hearing']);
  });

  it('reopens a microphone that stalls, keeps the time of the session and tells what was lost', async () => {
    const { recorder, said, lost, pass, channel, clock } = await listen();
    recorder.open();
    await pass(320, 0.5);
    await pass(1_600, null);
    expect(said).toEqual(['hearing', 'mic_stalled']);
    expect(recorder.opened.length).toBe(2);
    recorder.open();
    await pass(64, 0.5);
    expect(said).toEqual(['hearing', 'mic_stalled', 'hearing']);
    let newest: AudioFrame | undefined;
    for (let frame = channel.poll(); frame; frame = channel.poll()) newest = frame;
    expect(newest!.startSamples).toBe((clock.now() * 16_000) / 1_000 - FRAME_SAMPLES);
    expect(lost).toEqual([1_600 * 16]);
  });

  it('changes the microphone at once and ignores what the old one still says', async () => {
    const { recorder, source, said, channel, pass, clock } = await listen('first');
    recorder.open();
    await pass(320, 0.5);
    source.switchDevice('second');
    source.switchDevice('second');
    await clock.advance(1);
    expect(recorder.opened).toEqual(['first', 'second']);
    expect(recorder.running).toBe(1);
    expect(source.name).toBe('second');
    const before = channel.stats().items;
    recorder.observerOf(0).onFrame(new Float32Array(FRAME_SAMPLES), 0, false, 0);
    recorder.observerOf(0).onFailed('mic_stalled', 'late');
    expect(channel.stats().items).toBe(before);
    recorder.open();
    await pass(64, 0.5);
    expect(channel.stats().items).toBe(before + 2);
    expect(said).toEqual(['hearing']);
  });

  it('tells why it cannot open, waits longer each time, and never gives up', async () => {
    const { recorder, said, clock } = await listen('busy one');
    for (let i = 0; i < 8; i++) {
      recorder.fail('mic_busy');
      await clock.advance(5_000);
    }
    expect(said).toEqual(['mic_busy']);
    expect(recorder.opened.length).toBe(9);
    recorder.fail('mic_unknown');
    await settle();
    expect(said).toEqual(['mic_busy', 'mic_unknown']);
  });

  it('ends with a fault when the recorder cannot be loaded at all', async () => {
    const { recorder, running } = await listen();
    recorder.fail('addon_missing');
    expect(await running).toMatchObject({ ok: false, fault: { code: 'addon_missing' } });
    expect(recorder.running).toBe(0);
  });

  it('ends when its output does, and at once in a scope that has ended', async () => {
    const { recorder, running, channel } = await listen();
    recorder.open();
    channel.end();
    recorder.frame(0.5);
    expect(await running).toEqual({ ok: true, value: undefined });
    const scope = createScope();
    await scope.close();
    const other = createFakeRecorder();
    const source = createMicrophoneSource({ device: '', clock: createVirtualClock(0), ...other });
    expect(await source.run(channel, { onCondition: () => {}, onLost: () => {} }, scope)).toMatchObject({
      ok: true,
    });
    expect(other.opened).toEqual([]);
  });

  it('muted has no device open, asks nothing, tells no loss, and hears again at once', async () => {
    const { recorder, source, said, lost, pass, channel, clock } = await listen();
    recorder.open();
    await pass(320, 0.5);
    source.setMuted(true);
    source.setMuted(true);
    expect(recorder.running).toBe(0);
    const { asked } = recorder;
    recorder.observerOf(0).onFrame(new Float32Array(FRAME_SAMPLES), 0, false, 0);
    recorder.observerOf(0).onFailed('mic_stalled', 'late');
    source.switchDevice('other');
    await pass(60_000, null);
    expect(recorder.asked).toBe(asked);
    expect(recorder.opened).toEqual(['']);
    expect(channel.stats().items).toBe(10);
    source.setMuted(false);
    await clock.advance(1);
    expect(recorder.opened).toEqual(['', 'other']);
    recorder.open();
    await pass(64, 0.5);
    expect(said).toEqual(['hearing', 'muted', 'hearing']);
    expect(lost).toEqual([]);
    // the time of the session went on
    let newest: AudioFrame | undefined;
    for (let frame = channel.poll(); frame; frame = channel.poll()) newest = frame;
    expect(newest!.startSamples).toBeGreaterThan(60_000 * 16);
  });

  it('muted while it is being opened, it is not', async () => {
    const { recorder, source, clock, pass } = await listen();
    recorder.fail('mic_busy');
    source.setMuted(true);
    await pass(20_000, null);
    expect(recorder.opened).toEqual(['']);
    expect(recorder.running).toBe(0);
    source.setMuted(false);
    source.setMuted(true);
    await clock.advance(100);
    expect(recorder.opened).toEqual(['']);
  });

  it('may be switched before it runs', async () => {
    const recorder = createFakeRecorder();
    const source = createMicrophoneSource({ device: 'a', clock: createVirtualClock(0), ...recorder });
    source.switchDevice('b');
    const scope = createScope();
    const channel = createBoundedChannel<AudioFrame>({ name: 'test', capacity: 10, full: 'drop-oldest' });
    const running = source.run(channel, { onCondition: () => {}, onLost: () => {} }, scope);
    await settle();
    expect(recorder.opened).toEqual(['b']);
    await scope.close();
    await running;
  });

  it('muted before it runs opens nothing', async () => {
    const recorder = createFakeRecorder();
    const source = createMicrophoneSource({ device: '', clock: createVirtualClock(0), ...recorder });
    source.setMuted(true);
    const said: string[] = [];
    const scope = createScope();
    const channel = createBoundedChannel<AudioFrame>({ name: 'test', capacity: 10, full: 'drop-oldest' });
    const onCondition = ({ state }: { state: string }) => void said.push(state);
    const running = source.run(channel, { onCondition, onLost: () => {} }, scope);
    await settle();
    expect(recorder.opened).toEqual([]);
    expect(said).toEqual(['muted']);
    await scope.close();
    await running;
  });
});
