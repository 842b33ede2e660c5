/** Plays one sound to a session that is speaking, whose own voice returns through a room, and sees what it does. */
import { ENGINE_RATE_HZ, FRAME_SAMPLES, msToSamples, samplesToMs } from '../../../electron/contract/audio.ts';
import type { Ms } from '../../../electron/contract/audio.ts';
import type { SessionEvent } from '../../../electron/contract/events.ts';
import { createSampleRing } from '../../../electron/engine/dsp/sample-ring.ts';
import { createWebrtcEchoCanceller } from '../../../electron/engine/echo/webrtc-echo-canceller.ts';
import { must } from './bench-models.ts';
import { openBenchSession } from './bench-session.ts';
import type { TurnSetting } from './parley-turn.ts';
import { createRoomTone } from './room-tone.ts';
import { createScriptedSource } from './scripted-source.ts';

export interface NearEnd {
  readonly name: string;
  /** 16 kHz; empty for echo alone. */
  readonly samples: Float32Array;
  /** Where its sound begins in them. */
  readonly onsetSamples: number;
}

/** Milliseconds after the true onset; null if it did not happen. */
export interface InterruptionTimes {
  readonly name: string;
  readonly ducked: Ms | null;
  readonly cancelled: Ms | null;
}

export interface InterruptionSetting extends TurnSetting {
  /** Room response from speaker to microphone, 16 kHz; null for headphones: no echo, no canceller. */
  readonly room: Float32Array | null;
}

const LONG_REPLY =
  'The lighthouse was built in the year when the harbour was finished, and it has stood on its rock ever since. ' +
  'For a hundred years a keeper lived in it with his family, and every evening he climbed the stairs to light the lamp. ' +
  'Today the lamp is lit by a small machine, and the rooms below it are a museum which is open from April to October. ' +
  'From the top one sees the whole bay, the old fishing boats, and on clear days the mountains on the other side.';

/** Level of the echo against what was played, and how late it comes. */
const ECHO_GAIN = 0.1;
const ECHO_DELAY_SAMPLES = msToSamples(60);
/** The first 50 ms of the room: the direct sound and its strong reflections. */
const ROOM_TAPS = 800;
/** What happens later than this after the onset has nothing to do with it. */
const WATCH_MS: Ms = 2_000;
/** Time the canceller is given before anybody speaks. */
const RING_MS: Ms = 4_000;

/** The direct sound first, scaled so that its peak is ECHO_GAIN. */
function echoTaps(room: Float32Array): Float32Array {
  const peak = room.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const start = room.findIndex((value) => Math.abs(value) > peak / 10);
  return room.slice(start, start + ROOM_TAPS).map((value) => (value / peak) * ECHO_GAIN);
}

/** @param atMs when its sound begins, after the first sample of the reply */
export async function interruptReply(
  setting: InterruptionSetting,
  event: NearEnd,
  atMs: Ms,
): Promise<InterruptionTimes> {
  const { time, room } = setting;
  const { clock } = time;
  const taps = room ? echoTaps(room) : new Float32Array(0);
  const played = createSampleRing(msToSamples(RING_MS));
  const past = new Float32Array(FRAME_SAMPLES + ROOM_TAPS);
  const tone = createRoomTone(-70);
  let onsetSamples = Infinity;
  let replied = false;
  let over = false;
  const events: SessionEvent[] = [];

  const source = createScriptedSource(time, (at) => {
    if (over || at > onsetSamples + msToSamples(WATCH_MS)) return null;
    if (!replied && at > 20 * ENGINE_RATE_HZ) throw new Error('the session never spoke');
    const frame = tone(FRAME_SAMPLES);
    played.readInto(past, at - ECHO_DELAY_SAMPLES - ROOM_TAPS);
    for (let i = 0; i < FRAME_SAMPLES; i++) {
      let echo = 0;
      for (let k = 0; k < taps.length; k++) echo += taps[k]! * past[ROOM_TAPS + i - k]!;
      frame[i]! += echo + (event.samples[at + i - onsetSamples + event.onsetSamples] ?? 0);
    }
    return frame;
  });
  const toSamples = (ms: Ms) => Math.round(((ms - source.startedAtMs) * ENGINE_RATE_HZ) / 1000);
  const openedAtMs = clock.now();
  const session = openBenchSession({
    ...setting,
    source,
    ...(room ? { canceller: must(await createWebrtcEchoCanceller({})) } : {}),
    onEvent(heard) {
      events.push(heard);
      if (heard.type === 'interruption') over = true;
    },
    onSound(samples, startMs) {
      if (!replied) {
        replied = true;
        onsetSamples = toSamples(startMs) + msToSamples(atMs);
      }
      played.write(samples, toSamples(startMs));
    },
  });
  session.say(LONG_REPLY);
  await session.ended;
  const onsetMs = source.startedAtMs + samplesToMs(onsetSamples);
  // what happened before the sound cannot have been caused by it, unless the sound is echo alone
  const earliest = event.samples.length > 0 ? onsetMs : -Infinity;
  const first = (matches: (heard: SessionEvent) => boolean): Ms | null => {
    const found = events.find((heard) => matches(heard) && openedAtMs + heard.timestamp >= earliest);
    return found ? openedAtMs + found.timestamp - onsetMs : null;
  };
  return {
    name: event.name,
    ducked: first((heard) => heard.type === 'duck' && heard.on),
    cancelled: first((heard) => heard.type === 'interruption'),
  };
}
