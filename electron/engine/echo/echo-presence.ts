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
  let meanPower: number | null = null;
  /** 0 while unknown: silent, so that nothing is taken for the room's noise. */
  let roomPower = 0;
  let quietFrames = 0;

  return {
    noteRoom(rms) {
      const power = rms * rms;
      meanPower = meanPower === null ? power : meanPower + powerTrust * (power - meanPower);
      const risen = roomPower === 0 ? roomPowerMost : Math.min(roomPowerMost, roomPower * roomRise);
      roomPower = Math.min(risen, Math.max(meanPower, absentPower));
    },
    notePlaying(farRms, nearRms) {
      if (farRms < farLoudRms || quietFrames >= absentFrames) return;
      const isQuiet = nearRms * nearRms <= Math.max(absentPower, absentOverRoom * roomPower);
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
