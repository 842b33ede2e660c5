/**
 * Whether the microphone hears the speaker at all. With headphones it does not, and a canceller that looks for an
 * echo then takes the beginning of what the person says instead. Judged anew for each stretch of playing; owns only
 * running powers.
 */
import { echoTuning } from './tuning.ts';

export interface EchoPresence {
  /** A frame while nothing is played: how loud the room is by itself. `rms` 0 to 1. */
  noteRoom(rms: number): void;
  /** A frame while something is played; both RMS, 0 to 1. */
  notePlaying(farRms: number, nearRms: number): void;
  /** True once the microphone stayed as quiet as the room through enough loud playing, until `forget`. */
  readonly absent: boolean;
  /** Playing has ended: what is known of it says nothing about the next. */
  forget(): void;
}

/** Places of the powers that change with each frame: the mean (NaN: none yet), and the room's (0: unknown). */
const MEAN = 0;
const ROOM = 1;

export function createEchoPresence(): EchoPresence {
  const {
    absentPower,
    absentOverRoom,
    roomPowerMost,
    farLoudRms,
    absentFrames,
    loudFrameCosts,
    powerTrust,
    roomRise,
  } = echoTuning;
  // in an array they are overwritten, in a variable made anew; an unknown room is silent: nothing is taken for its noise
  const powers = Float64Array.of(NaN, 0);
  let quietFrames = 0;

  return {
    noteRoom(rms) {
      const power = rms * rms;
      const mean = powers[MEAN]!;
      powers[MEAN] = Number.isNaN(mean) ? power : mean + powerTrust * (power - mean);
      const room = powers[ROOM]!;
      const risen = room === 0 ? roomPowerMost : Math.min(roomPowerMost, room * roomRise);
      powers[ROOM] = Math.min(risen, Math.max(powers[MEAN], absentPower));
    },
    notePlaying(farRms, nearRms) {
      if (farRms < farLoudRms || quietFrames >= absentFrames) return;
      const isQuiet = nearRms * nearRms <= Math.max(absentPower, absentOverRoom * powers[ROOM]!);
      quietFrames = isQuiet ? quietFrames + 1 : Math.max(0, quietFrames - loudFrameCosts);
    },
    get absent() {
      return quietFrames >= absentFrames;
    },
    forget() {
      quietFrames = 0;
    },
  };
}
