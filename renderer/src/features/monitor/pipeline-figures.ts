/**
 * Of an edge and of a stage what is shown of it, as it is shown. What looks the same has the same figures and need not
 * be drawn again, though beneath it something moved. Pure.
 */
import type { QueueView, StageView } from '../../../../electron/contract/metrics.ts';
import { barShare } from './bar-share.ts';
import { msText, percentText } from './monitor-quantities.ts';
import type { EdgePlan } from './pipeline-plan.ts';

export interface EdgeFigures {
  /** Null when no channel lies between the two. */
  readonly depth: number | null;
  readonly bound: number;
  readonly unit: QueueView['unit'];
  /** Null where a stage has no lane. */
  readonly jobs: number | null;
  /** 0 to 1, as a bar shows it. */
  readonly fill: number;
  readonly dropped: number;
  /** Empty while it is not known. */
  readonly load: string;
}

/** @param load 0 to 1, beyond it for several at once */
export function edgeFigures(
  { queue, jobs, fill, dropped }: EdgePlan,
  load: number | undefined,
  language: string,
): EdgeFigures {
  return {
    depth: queue && Math.round(queue.depth),
    bound: Math.round(queue?.bound ?? 0),
    unit: queue?.unit ?? 'items',
    jobs,
    fill: barShare(fill),
    dropped,
    load: load === undefined ? '' : percentText(load * 100, language),
  };
}

export interface StageFigures {
  /** Null when it is not measured. */
  readonly count: number | null;
  /** Empty until it has run. */
  readonly p95: string;
  readonly stale: number;
  readonly errors: number;
}

export function stageFigures(stage: StageView | null, language: string): StageFigures {
  return {
    count: stage && stage.count,
    p95: stage && stage.count > 0 ? msText(stage.p95, language) : '',
    stale: stage?.stale ?? 0,
    errors: stage?.errors ?? 0,
  };
}
