/** How often something happened in the last minute, second by second, in fixed memory. */
import type { Ms } from '../../contract/audio.ts';

const SECONDS = 60;

export interface RecentCount {
  add(nowMs: Ms): void;
  /** @param seconds whole seconds before the present one, which is not over; at most 59 */
  over(seconds: number, nowMs: Ms): number;
  readonly total: number;
}

/** Time must not run backwards. */
export function createRecentCount(): RecentCount {
  const counts = new Uint32Array(SECONDS);
  let current = 0;
  let total = 0;

  function turnTo(nowMs: Ms): void {
    const second = Math.floor(nowMs / 1_000);
    const passed = Math.min(SECONDS, second - current);
    for (let i = 1; i <= passed; i++) counts[(second - passed + i) % SECONDS] = 0;
    current = Math.max(current, second);
  }
  return {
    add(nowMs) {
      turnTo(nowMs);
      counts[current % SECONDS]! += 1;
      total++;
    },
    over(seconds, nowMs) {
      turnTo(nowMs);
      let sum = 0;
      for (let i = 1; i <= Math.min(seconds, SECONDS - 1); i++) {
        if (current - i >= 0) sum += counts[(current - i) % SECONDS]!;
      }
      return sum;
    },
    get total() {
      return total;
    },
  };
}
