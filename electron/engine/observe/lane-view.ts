/** A lane as the monitor shows it. Pure. */
import type { LaneView } from '../../contract/metrics.ts';
import type { LaneStats } from '../runtime/inference-lane.ts';

export const laneViewOf = (lane: LaneStats): LaneView => ({
  name: lane.name,
  waiting: lane.waiting,
  running: lane.running,
  done: lane.done,
  failed: lane.failed,
  cancelled: lane.cancelled,
  compute_ms: lane.computeMs,
  oldest_wait_ms: lane.oldestWaitMs,
});
