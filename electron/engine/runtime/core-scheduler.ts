/**
 * Holds the core tokens of all lanes, so that priorities count between lanes and not only inside one.
 * Knows nothing of jobs: a lane tells how urgent its next job is and is told when to start it.
 */

/** Smaller is more urgent. */
export const lanePriorities = {
  final: 0,
  endOfTurn: 1,
  firstAudio: 2,
  audio: 3,
  partial: 4,
  background: 5,
} as const;
export type LanePriority = keyof typeof lanePriorities;

export interface ScheduledLane {
  /** Rank of the job that would start next; null if none waits or the lane is busy. */
  nextRank(): number | null;
  startNext(): void;
}

export interface CoreScheduler {
  join(lane: ScheduledLane): () => void;
  /** A lane's state changed: start what may start. */
  pump(): void;
  /** One job of one lane has ended. */
  release(): void;
  readonly tokens: number;
  readonly inUse: number;
}

/** `tokens`: how many jobs may compute at once, normally the number of cores. */
export function createCoreScheduler(tokens: number): CoreScheduler {
  const lanes: ScheduledLane[] = [];
  let inUse = 0;

  function pump(): void {
    while (inUse < tokens) {
      let best: ScheduledLane | null = null;
      let bestRank = Infinity;
      for (const lane of lanes) {
        const rank = lane.nextRank();
        if (rank !== null && rank < bestRank) {
          best = lane;
          bestRank = rank;
        }
      }
      if (!best) return;
      inUse++;
      best.startNext();
    }
  }

  return {
    tokens,
    get inUse() {
      return inUse;
    },
    join(lane) {
      lanes.push(lane);
      return () => {
        const at = lanes.indexOf(lane);
        if (at >= 0) lanes.splice(at, 1);
      };
    },
    pump,
    release() {
      inUse--;
      pump();
    },
  };
}
