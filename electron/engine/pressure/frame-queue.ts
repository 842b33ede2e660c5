/**
 * The queue of frames in front of VAD over all sessions: one bound for the whole engine, no frame older than a second,
 * and the user's own microphone first. Holds no frame: each session holds its own and asks here. What the user's own
 * sessions hold is never touched.
 */
import type { Ms } from '../../contract/audio.ts';
import type { Clock } from '../runtime/clock.ts';
import { createWaitingRoom } from '../runtime/waiting-room.ts';
import { frameQueueTuning, loadLimits } from './tuning.ts';

/** What one session says about the frames it holds. */
export interface FrameHolder {
  readonly isLocal: boolean;
  frames(): number;
  /** When the oldest of them was captured, milliseconds of the clock; null when there is none. */
  oldestAtMs(): Ms | null;
}

export interface FramePlace {
  /** Whether the oldest frame held here has to go before another is taken. Never in the user's own session. */
  isOver(): boolean;
  /** Null when the next frame may be worked on now; otherwise resolves when it may, or when `signal` aborts. */
  turn(signal?: AbortSignal): Promise<void> | null;
  /** A frame was taken to be worked on. */
  moved(): void;
  leave(): void;
}

export interface FrameQueue {
  join(holder: FrameHolder): FramePlace;
  /** Frames waiting now, over all sessions. */
  readonly frames: number;
}

interface Member {
  readonly holder: FrameHolder;
  movedMs: Ms;
}

/** @param most frames over all sessions */
export function createFrameQueue(clock: Clock, most: number = loadLimits.frameQueue): FrameQueue {
  const members = new Set<Member>();
  const waiting = createWaitingRoom();
  let cancelLook: (() => void) | null = null;

  function total(): number {
    let frames = 0;
    for (const { holder } of members) frames += holder.frames();
    return frames;
  }

  /** One that does not move at all is stuck, and nobody waits for it. */
  function isBehind({ holder, movedMs }: Member): boolean {
    const oldest = holder.isLocal ? holder.oldestAtMs() : null;
    if (oldest === null) return false;
    const now = clock.now();
    return now - oldest > frameQueueTuning.localFirstMs && now - movedMs < frameQueueTuning.stuckMs;
  }

  function localIsBehind(): boolean {
    for (const member of members) if (isBehind(member)) return true;
    return false;
  }

  function look(): void {
    cancelLook?.();
    cancelLook = null;
    if (waiting.isEmpty) return;
    if (localIsBehind()) cancelLook = clock.schedule(frameQueueTuning.stuckMs, look);
    else waiting.letGo();
  }

  function wait(signal: AbortSignal | undefined): Promise<void> {
    cancelLook ??= clock.schedule(frameQueueTuning.stuckMs, look);
    return waiting.wait(signal);
  }

  return {
    join(holder) {
      const member: Member = { holder, movedMs: clock.now() };
      members.add(member);
      return {
        isOver() {
          if (holder.isLocal) return false;
          const oldest = holder.oldestAtMs();
          if (oldest === null) return false;
          // each session may be about to add one
          return clock.now() - oldest > frameQueueTuning.giveUpMs || total() > most - members.size;
        },
        turn: (signal) => (!holder.isLocal && localIsBehind() ? wait(signal) : null),
        moved() {
          member.movedMs = clock.now();
          if (holder.isLocal && !waiting.isEmpty) look();
        },
        leave() {
          members.delete(member);
          look();
        },
      };
    },
    get frames() {
      return total();
    },
  };
}
