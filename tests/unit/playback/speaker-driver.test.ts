import { describe, expect, it } from 'vitest';
import { createSpeakerDriver } from '../../../electron/engine/playback/speaker-driver.ts';
import type { ToSpeaker } from '../../../electron/engine/playback/speaker-protocol.ts';
import { createTurnPlayer } from '../../../electron/engine/playback/turn-player.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { createFakeSinkObserver } from '../../fakes/fake-sink-observer.ts';
import { level, rms } from '../../support/test-sound.ts';

const RATE_HZ = 48_000;

/** A driver whose device answers at once: blocks follow each other, the first 20 ms after it was sent. */
function rig() {
  const clock = createVirtualClock();
  const sent: ToSpeaker[] = [];
  const far: { samples: Float32Array; playsAtMs: number }[] = [];
  let deviceEndMs = -Infinity;
  let answers = true;
  const driver = createSpeakerDriver({
    clock,
    rateHz: RATE_HZ,
    supply: () => player,
    onFarEnd: (samples, playsAtMs) => void far.push({ samples: samples.slice(), playsAtMs }),
    send(message) {
      sent.push(message);
      if (message.kind === 'silence') deviceEndMs = -Infinity;
      if (message.kind !== 'play' || !answers) return;
      const { block, samples } = message;
      const playsAtMs = Math.max(deviceEndMs, clock.now() + 20);
      deviceEndMs = playsAtMs + samples.length / 48;
      clock.schedule(0.2, () => driver.placed(block, playsAtMs));
    },
  });
  const player = createTurnPlayer(RATE_HZ, driver);
  const observer = createFakeSinkObserver();
  player.observer = observer;
  const played = () =>
    sent.reduce((sum, message) => sum + (message.kind === 'play' ? message.samples.length : 0), 0);
  return { clock, driver, player, observer, sent, far, played, mute: () => (answers = false) };
}

const piece = (turnId: number, ms: number) => ({
  turnId,
  sound: level(ms, RATE_HZ, 0.5),
  text: 'one two three four five',
});
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('speaker driver', () => {
  it('sends sound a little ahead, never more, and counts only what has left the speaker', async () => {
    const { clock, driver, player, played, observer } = rig();
    driver.setDevice(14);
    player.beginTurn(1);
    await player.write(piece(1, 1_000));
    expect(observer.started).toEqual([{ turnId: 1, atMs: 0 }]);
    expect(played() / 48).toBeLessThanOrEqual(160);
    expect(player.heard().ms).toBe(0);
    await clock.advance(420);
    expect(player.heard().ms).toBeCloseTo(400, 1);
    expect(played() / 48).toBeLessThan(420 + 160);
    const done = player.finishTurn(1);
    await clock.advance(602);
    expect(await done).toMatchObject({ ms: 1_000, complete: true });
    expect(played()).toBe(48_000);
    expect(observer.underruns).toEqual([]);
  });

  it('tells of a gap, then goes on', async () => {
    const { clock, driver, player, observer } = rig();
    driver.setDevice(14);
    player.beginTurn(1);
    await player.write(piece(1, 200));
    await clock.advance(500);
    expect(observer.underruns).toEqual([1]);
    await player.write(piece(1, 200));
    const done = player.finishTurn(1);
    await clock.advance(250);
    expect(await done).toMatchObject({ ms: 400, complete: true });
  });

  it('shows the far end before it is heard, at the level it is heard at', async () => {
    const { clock, driver, player, far } = rig();
    driver.setDevice(14);
    player.beginTurn(1);
    await player.write(piece(1, 1_000));
    const seenAt: number[] = [];
    for (let i = 0; i < 60; i++) {
      const before = far.length;
      await clock.advance(10);
      for (let k = before; k < far.length; k++) seenAt.push(far[k]!.playsAtMs - clock.now());
      if (i === 40) driver.fade(0.1, 5);
    }
    expect(Math.min(...seenAt)).toBeGreaterThan(-12);
    expect(Math.max(...seenAt)).toBeLessThan(41);
    expect(rms(far[10]!.samples)).toBeCloseTo(0.5, 2);
    expect(rms(far.at(-1)!.samples)).toBeCloseTo(0.05, 2);
    let next = far[0]!.playsAtMs;
    for (const { samples, playsAtMs } of far) {
      expect(playsAtMs).toBeCloseTo(next, 3);
      next += samples.length / 16;
    }
  });

  it('stops: the device is told, the look-ahead is not counted as heard, the next turn starts from nothing', async () => {
    const { clock, driver, player, sent } = rig();
    driver.setDevice(14);
    player.beginTurn(1);
    await player.write(piece(1, 1_000));
    driver.fade(0.03, 10);
    await clock.advance(320);
    expect(player.stop().ms).toBeCloseTo(300, 1);
    expect(sent.at(-1)).toEqual({ kind: 'silence', rampMs: 8, gain: 1 });
    player.beginTurn(2);
    await player.write(piece(2, 300));
    expect(player.heard().ms).toBe(0);
    await clock.advance(120);
    expect(player.heard().ms).toBeCloseTo(100, 1);
  });

  it('without a device lets the clock play, and the device take over in the middle', async () => {
    const { clock, driver, player, played, observer } = rig();
    player.beginTurn(1);
    await player.write(piece(1, 1_400));
    await clock.advance(400);
    expect(player.heard().ms).toBeCloseTo(400, 1);
    expect(played()).toBe(0);
    driver.setDevice(14);
    const done = player.finishTurn(1);
    await clock.advance(1_015);
    expect(await Promise.race([done, settled()])).toBeUndefined();
    await clock.advance(10);
    expect(await done).toMatchObject({ ms: 1_400, complete: true });
    expect(played() / 48).toBeCloseTo(1_000, 0);
    expect(observer.started).toHaveLength(1);
  });

  it('ends the turn in time when the device goes in the middle', async () => {
    const { clock, driver, player } = rig();
    driver.setDevice(14);
    player.beginTurn(1);
    await player.write(piece(1, 1_400));
    await clock.advance(500);
    driver.setDevice(null);
    const done = player.finishTurn(1);
    await clock.advance(930);
    expect(await done).toMatchObject({ ms: 1_400, complete: true });
  });

  it('ends the turn in time when the device never answers', async () => {
    const { clock, driver, player, mute } = rig();
    mute();
    driver.setDevice(14);
    player.beginTurn(1);
    await player.write(piece(1, 1_000));
    const done = player.finishTurn(1);
    await clock.advance(1_050);
    expect(await done).toMatchObject({ ms: 1_000, complete: true });
  });
});
