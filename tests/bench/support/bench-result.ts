/** What a bench says about itself. A bench module is `tests/bench/<name>.bench.ts` and exports `run`. */

export interface BenchRow {
  /** What was measured, with the condition: `final text after the turn was decided, p95`. */
  readonly what: string;
  readonly value: number;
  /** `ms`, `ratio`, `%`, `MB`, ... */
  readonly unit: string;
  /** The goal in words and figures, such as `<= 80 ms`. */
  readonly target?: string;
  /** Whether the goal was met; absent where there is none. */
  readonly met?: boolean;
  /** Interval or quartiles, such as `72 to 84`. */
  readonly spread?: string;
  /** Why it misses its goal, or what the figure leaves out. */
  readonly note?: string;
}

export interface BenchResult {
  /** The same as the file's name before `.bench.ts`. */
  readonly name: string;
  /** Which goal of the list and by what method, in a sentence or two. */
  readonly goal: string;
  readonly rows: readonly BenchRow[];
}

export interface BenchModule {
  run(): Promise<BenchResult>;
}

export interface BenchMachine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  /** ISO date of the run. */
  readonly date: string;
}

/** A result as written to tests/bench/results/<name>.json. */
export interface RecordedResult extends BenchResult {
  readonly machine: BenchMachine;
  readonly tookSeconds: number;
}
