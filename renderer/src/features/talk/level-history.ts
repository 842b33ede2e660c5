/** The last levels in a ring that is never reallocated, for the waveform. Pure apart from its own array. */

export interface LevelHistory {
  readonly length: number;
  /** @param level 0 to 1 */
  push(level: number): void;
  /** @param age 0 is the newest */
  at(age: number): number;
  /** Nothing but silence is left. */
  readonly isQuiet: boolean;
  clear(): void;
}

export function createLevelHistory(length: number): LevelHistory {
  const levels = new Float32Array(length);
  let next = 0;
  let loud = 0;
  return {
    length,
    push(level) {
      const before = levels[next] ?? 0;
      const after = level > 0.01 ? level : 0;
      levels[next] = after;
      loud += Number(after > 0) - Number(before > 0);
      next = (next + 1) % length;
    },
    at: (age) => (age >= length ? 0 : (levels[(next - 1 - age + 2 * length) % length] ?? 0)),
    get isQuiet() {
      return loud === 0;
    },
    clear() {
      levels.fill(0);
      loud = 0;
    },
  };
}
