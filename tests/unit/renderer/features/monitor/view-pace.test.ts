import { describe, expect, it } from 'vitest';
import type { MonitorView } from '../../../../../electron/contract/metrics.ts';
import { paceView, showView, withMuted } from '../../../../../renderer/src/features/monitor/view-pace.ts';
import type { PacedViews } from '../../../../../renderer/src/features/monitor/view-pace.ts';

const viewAt = (at: number) => ({ at }) as MonitorView;

const paced = (...times: number[]): readonly PacedViews[] => {
  let views: PacedViews | null = null;
  return times.map((at) => (views = paceView(views, viewAt(at))));
};
const ats = ({ view, second, seldom }: PacedViews) => [view.at, second.at, seldom.at];

describe('an alert that is muted while nothing new comes', () => {
  const alerts = [
    { code: 'load_high', muted: false, value: 91 },
    { code: 'queue_long', muted: false, value: 300 },
  ];
  const views = paceView(null, { at: 1, alerts } as unknown as MonitorView);

  it('is shown as muted, with the figures that are shown', () => {
    const muted = withMuted(views, { code: 'load_high', muted: true });
    expect(muted.view.alerts).toEqual([{ code: 'load_high', muted: true, value: 91 }, alerts[1]]);
    expect(muted.view.at).toBe(1);
  });

  it('changes nothing when it is not there or as it is told', () => {
    expect(withMuted(views, { code: 'load_high', muted: false })).toBe(views);
    expect(withMuted(views, { code: 'errors_high', muted: true })).toBe(views);
  });
});

describe('the pace of views', () => {
  it('begins with the same view for everything', () => {
    expect(paced(100).map(ats)).toEqual([[100, 100, 100]]);
  });

  it('gives a new one each time, each second and every three', () => {
    const times = [0, 500, 1_000, 1_500, 2_000, 2_500, 3_000];
    expect(paced(...times).map(ats)).toEqual([
      [0, 0, 0],
      [500, 0, 0],
      [1_000, 1_000, 0],
      [1_500, 1_000, 0],
      [2_000, 2_000, 0],
      [2_500, 2_000, 0],
      [3_000, 3_000, 3_000],
    ]);
  });

  it('takes a message that comes a little early, and none that comes between', () => {
    expect(paced(0, 950).at(-1)!.second.at).toBe(950);
    expect(paced(0, 930).at(-1)!.second.at).toBe(0);
  });

  it('what is seldom is never older than what it replaces, however close messages come', () => {
    let before: PacedViews | null = null;
    for (const at of [0, 300, 980, 1_100, 1_990, 2_050, 2_990, 3_000, 3_100, 6_090]) {
      const views = paceView(before, viewAt(at));
      if (before && views.seldom !== before.seldom) expect(views.seldom).toBe(views.view);
      before = views;
    }
    expect(before!.seldom.at).toBe(6_090);
  });

  it('goes on when the clock was set back', () => {
    expect(ats(paced(10_000, 2_000).at(-1)!)).toEqual([2_000, 2_000, 2_000]);
  });
});

describe('what a part of the page shows', () => {
  const [first, newer, seldom] = [viewAt(0), viewAt(500), viewAt(3_000)];

  it('in sight: the newest', () => {
    expect(showView({ view: first, seldom: first }, newer, first, true).view).toBe(newer);
  });

  it('out of sight: what it showed, until there is a new one for what cannot be seen', () => {
    const seen = showView({ view: first, seldom: first }, newer, first, true);
    const gone = showView(seen, viewAt(1_000), first, false);
    expect(gone).toBe(seen);
    expect(showView(gone, viewAt(3_500), seldom, false).view).toBe(seldom);
  });

  it('what came while it was in sight is not shown again afterwards', () => {
    const seen = showView({ view: first, seldom: first }, viewAt(3_500), seldom, true);
    expect(showView(seen, viewAt(4_000), seldom, false).view.at).toBe(3_500);
  });

  it('is the same object when nothing changes', () => {
    const before = { view: first, seldom: first };
    expect(showView(before, first, first, true)).toBe(before);
    expect(showView(before, newer, first, false)).toBe(before);
  });
});
