/**
 * How busy each stage is: the share of the last seconds in which it worked, from counters that only grow. Stages with
 * a lane are timed by their lane, since what a job took includes the time it waited. Pure apart from its own list.
 */
import type { MonitorView } from '../../../../electron/contract/metrics.ts';
import { engineNames, lanesOf, nodeNames } from './pipeline-plan.ts';
import type { NodeName } from './pipeline-plan.ts';

/** Long enough that the job of a lane, counted when it ends, does not look like a flash. */
const SPAN_MS = 5_000;
/** Shorter says nothing. */
const LEAST_MS = 900;

/** 0 to 1, beyond it for several at once; missing for a stage that is not measured or not long enough. */
export type StageLoads = Readonly<Partial<Record<NodeName, number>>>;

type Totals = Readonly<Partial<Record<NodeName, number>>>;

function totalsOf({ stages, lanes }: MonitorView): Totals {
  const totals: Partial<Record<NodeName, number>> = {};
  for (const name of nodeNames) {
    const own = lanesOf(name, lanes);
    const total =
      engineNames[name].lane !== null
        ? own.length > 0
          ? own.reduce((sum, { compute_ms }) => sum + compute_ms, 0)
          : undefined
        : stages.find((stage) => stage.name === engineNames[name].stage)?.total_ms;
    // what the brain and the speaker took is waiting as well
    if (total !== undefined && name !== 'brain' && name !== 'playback') totals[name] = total;
  }
  return totals;
}

export interface LoadMeter {
  push(view: MonitorView): void;
  read(): StageLoads;
}

export function createLoadMeter(): LoadMeter {
  let seen: { readonly at: number; readonly totals: Totals }[] = [];
  return {
    push(view) {
      const newest = seen.at(-1);
      if (newest && view.at <= newest.at) return;
      seen = [...seen.filter(({ at }) => view.at - at <= SPAN_MS), { at: view.at, totals: totalsOf(view) }];
    },
    read() {
      const [first, last] = [seen[0], seen.at(-1)];
      if (!first || !last || last.at - first.at < LEAST_MS) return {};
      const loads: Partial<Record<NodeName, number>> = {};
      for (const name of nodeNames) {
        const [before, now] = [first.totals[name], last.totals[name]];
        // a counter that went back belongs to a process that was started again
        if (before !== undefined && now !== undefined && now >= before)
          loads[name] = (now - before) / (last.at - first.at);
      }
      return loads;
    },
  };
}
