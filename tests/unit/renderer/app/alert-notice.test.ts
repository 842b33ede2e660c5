import { describe, expect, it } from 'vitest';
import { alertNoticeWay } from '../../../../renderer/src/app/alert-notice.ts';
import type { NoticeFacts } from '../../../../renderer/src/app/alert-notice.ts';

const twin: NoticeFacts = {
  kind: 'browser',
  wanted: true,
  focused: true,
  onMonitor: false,
  permission: 'default',
  saidByFault: false,
  toldSince: null,
};
const away: Partial<NoticeFacts> = { focused: false };
const alert = { muted: false, since: 7 };

describe('where an alert is told', () => {
  it.each<[string, Partial<NoticeFacts>, 'page' | 'system' | 'none']>([
    ['in the page in front', {}, 'page'],
    ['nowhere else where it is shown already', { onMonitor: true }, 'none'],
    ['nowhere else where a fault says the same', { saidByFault: true }, 'none'],
    [
      'by the browser to who does not see that fault',
      { ...away, saidByFault: true, permission: 'granted' },
      'system',
    ],
    ['by the browser that is allowed to', { ...away, permission: 'granted' }, 'system'],
    [
      'by the browser also when the monitor lies behind',
      { ...away, onMonitor: true, permission: 'granted' },
      'system',
    ],
    ['in the page of one that was not asked', { ...away }, 'page'],
    ['in the page of one that may not', { ...away, permission: 'denied' }, 'page'],
    ['in the page of one that cannot', { ...away, permission: 'none' }, 'page'],
    ['in the app in front', { kind: 'electron' }, 'page'],
    ['by the app itself behind', { ...away, kind: 'electron', permission: 'granted' }, 'none'],
    ['not when nobody wants to be told', { wanted: false }, 'none'],
    ['once', { toldSince: 7 }, 'none'],
    ['anew when it is raised anew', { toldSince: 6 }, 'page'],
  ])('%s', (_what, facts, way) => {
    expect(alertNoticeWay(alert, { ...twin, ...facts })).toBe(way);
  });

  it('is nowhere for a muted one', () => {
    for (const focused of [true, false])
      expect(alertNoticeWay({ ...alert, muted: true }, { ...twin, focused, permission: 'granted' })).toBe(
        'none',
      );
  });
});
