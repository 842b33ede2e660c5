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
  const { absentPower, absentOverRoom, roomPowerMost, farLoudRms, absentFrames, powerTrust, roomRise } =
    echoTuning;
  let nearPower: number | null = null;
  /** 0 while unknown: silent, so that nothing is taken for the room's noise. */
  let roomPower = 0;
  let quietFrames = 0;

  function followNear(rms: number): number {
    const power = rms * rms;
    nearPower = nearPower === null ? power : nearPower + powerTrust * (power - nearPower);
    return nearPower;
  }

  return {
    noteRoom(rms) {
      const risen = roomPower === 0 ? roomPowerMost : Math.min(roomPowerMost, roomPower * roomRise);
      roomPower = Math.min(risen, Math.max(followNear(rms), absentPower));
    },
    notePlaying(farRms, nearRms) {
      const power = followNear(nearRms);
      if (farRms < farLoudRms || quietFrames >= absentFrames) return;
      quietFrames = power <= Math.max(absentPower, absentOverRoom * roomPower) ? quietFrames + 1 : 0;
    },
    get absent() {
      return quietFrames >= absentFrames;
    },
    forget() {
      quietFrames = 0;
    },
  };
}
