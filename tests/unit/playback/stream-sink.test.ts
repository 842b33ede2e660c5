import { describe, expect, it } from 'vitest';
import { createStreamSink } from '../../../electron/engine/playback/stream-sink.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { createFakeSinkObserver } from '../../fakes/fake-sink-observer.ts';

const RATE = 16_000;

async function open() {
  const clock = createVirtualClock();
  const said: string[] = [];
  let bytes = 0;
  const sink = createStreamSink({
    name: 'browser',
    clock,
    rateHz: RATE,
    line: {
      format: (rate) => void said.push(`format ${rate}`),
      send: (pcm) => void (bytes += pcm.length),
      stop: () => void said.push('stop'),
      gain: (gain, ramp) => void said.push(`gain ${gain.toFixed(2)} in ${ramp}`),
    },
  });
  const observer = createFakeSinkObserver();
  await sink.open(observer);
  const sentMs = () => bytes / 2 / (RATE / 1000);
  const piece = (turnId: number, ms: number, text: string) => ({
    turnId,
    text,
    sound: { samples: new Float32Array((RATE / 1000) * ms).fill(0.5), sampleRateHz: RATE },
  });
  return { clock, sink, observer, said, sentMs, piece };
}

describe('the voice sent to somebody who plays it', () => {
  it('goes out a little ahead and is heard when its time has come', async () => {
    const { clock, sink, observer, said, sentMs, piece } = await open();
    sink.beginTurn(1);
    const written = sink.write(piece(1, 1_000, 'one two three four five'));
    expect(said).toEqual([`format ${RATE}`]);
    expect(sentMs()).toBeGreaterThanOrEqual(400);
    expect(sentMs()).toBeLessThan(440);
    expect(observer.started).toEqual([{ turnId: 1, atMs: 0 }]);
    await clock.advance(580);
    expect(sink.heard()).toMatchObject({ ms: 500, complete: false });
    expect(sentMs()).toBeLessThan(1_000);
    expect(await written).toBe(true);
    const finished = sink.finishTurn(1);
    await clock.advance(600);
    expect(await finished).toEqual({ text: 'one two three four five', ms: 1_000, complete: true });
    expect(sentMs()).toBe(1_000);
    expect(said).toEqual([`format ${RATE}`]);
  });

  it('is stopped for what was sent already, and the next turn is whole', async () => {
    const { clock, sink, said, sentMs, piece } = await open();
    sink.beginTurn(1);
    void sink.write(piece(1, 1_000, 'one two three four five'));
    await clock.advance(280);
    sink.fade(0.1, 20);
    const heard = sink.stop();
    expect(heard.ms).toBe(200);
    expect(heard.text).toBe('one');
    expect(said).toEqual([`format ${RATE}`, 'gain 0.10 in 20', 'stop', 'gain 1.00 in 0']);
    const before = sentMs();
    await clock.advance(1_000);
    expect(sentMs()).toBe(before);
    sink.beginTurn(2);
    void sink.write(piece(2, 100, 'yes'));
    const finished = sink.finishTurn(2);
    await clock.advance(300);
    expect(await finished).toMatchObject({ text: 'yes', complete: true });
    expect(said.slice(4)).toEqual([`format ${RATE}`]);
  });

  it('that runs dry is told and goes on as a new run', async () => {
    const { clock, sink, observer, said, piece } = await open();
    sink.beginTurn(1);
    void sink.write(piece(1, 100, 'one'));
    await clock.advance(500);
    expect(observer.underruns).toEqual([1]);
    expect(sink.heard()).toMatchObject({ ms: 100, complete: true });
    void sink.write(piece(1, 100, 'two'));
    await clock.advance(130);
    expect(sink.heard()).toMatchObject({ ms: 150 });
    const finished = sink.finishTurn(1);
    await clock.advance(200);
    expect(await finished).toMatchObject({ text: 'one two', ms: 200, complete: true });
    expect(said.filter((line) => line.startsWith('format'))).toHaveLength(2);
  });

  it('has its volume told once a change, and says nothing after it was closed', async () => {
    const { clock, sink, said, sentMs, piece } = await open();
    sink.setVolume(0.5);
    sink.setVolume(0.5);
    expect(said).toEqual(['gain 0.50 in 20']);
    sink.beginTurn(1);
    void sink.write(piece(1, 1_000, 'one'));
    await sink.close();
    const before = sentMs();
    const saidBefore = said.length;
    sink.setVolume(1);
    await clock.advance(2_000);
    expect(sentMs()).toBe(before);
    expect(said).toHaveLength(saidBefore);
  });
});
