/** Which alerts become a notification, in which words, and when it is taken back. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../../electron/contract/desk-events.ts';
import { alertCodes } from '../../../electron/contract/metrics.ts';
import type { AlertView } from '../../../electron/contract/metrics.ts';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import type { Settings } from '../../../electron/contract/settings.ts';
import { NOTICE_AGAIN_MS, noticeOf } from '../../../electron/main/notifications/alert-notices.ts';
import { createAlertNotifier } from '../../../electron/main/notifications/alert-notifier.ts';
import { alertTexts } from '../../../electron/main/notifications/alert-texts.ts';

const alert = (change: Partial<AlertView> = {}): AlertView => ({
  code: 'load_high',
  since: 1_000,
  value: 91.4,
  limit: 80,
  unit: '%',
  muted: false,
  ...change,
});

function rig() {
  const listeners = new Set<(event: DeskEvent) => void>();
  const seen = { titles: [] as string[], closed: [] as string[], pages: [] as (string | undefined)[] };
  const state = {
    nowMs: 0,
    focused: false,
    supported: true,
    settings: defaultSettings,
    click: () => {},
  };
  const part = createAlertNotifier(
    {
      desk: {
        onEvent(listener) {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      },
      windows: { isMainFocused: () => state.focused, showMain: (page) => void seen.pages.push(page) },
      settings: () => state.settings,
      log: { info() {}, warn() {}, error() {} },
    },
    {
      isSupported: () => state.supported,
      locale: () => 'de-AT',
      nowMs: () => state.nowMs,
      show({ title }, onClick) {
        seen.titles.push(title);
        state.click = onClick;
        return () => void seen.closed.push(title);
      },
    },
  );
  const tell = (event: DeskEvent) => listeners.forEach((listener) => listener(event));
  return { seen, state, part, raise: (view: AlertView) => tell({ type: 'alertRaised', alert: view }), tell };
}

let desk: ReturnType<typeof rig>;
beforeEach(() => {
  desk = rig();
});
const withMonitor = (monitor: Partial<Settings['monitor']>): Settings => ({
  ...defaultSettings,
  monitor: { ...defaultSettings.monitor, ...monitor },
});

describe('a notification of an alert', () => {
  it('is told in the language of the system, with the figure, and leads to the monitor', () => {
    desk.raise(alert());
    expect(desk.seen.titles).toEqual(['Parley ist zu 91 % ausgelastet']);
    desk.state.click();
    expect(desk.seen.pages).toEqual(['monitor']);
  });

  it('is told once, and taken back when the alert is over', () => {
    desk.raise(alert());
    desk.raise(alert({ value: 99 }));
    expect(desk.seen.titles).toHaveLength(1);
    desk.tell({ type: 'alertCleared', code: 'load_high' });
    expect(desk.seen.closed).toHaveLength(1);
  });

  it('is not told again for an alert that comes and goes, until some time has passed', () => {
    desk.raise(alert());
    desk.state.nowMs = NOTICE_AGAIN_MS - 1;
    desk.raise(alert({ since: 2_000 }));
    expect(desk.seen.titles).toHaveLength(1);
    desk.state.nowMs = NOTICE_AGAIN_MS;
    desk.raise(alert({ since: 3_000 }));
    expect(desk.seen.titles).toHaveLength(2);
  });

  it('is told of another alert all the same', () => {
    desk.raise(alert());
    desk.raise(alert({ code: 'capture_silent', unit: 's', value: 6.5 }));
    expect(desk.seen.titles).toHaveLength(2);
  });

  it('is not told of a muted alert, and is taken back when it is muted', () => {
    desk.raise(alert({ muted: true }));
    expect(desk.seen.titles).toEqual([]);
    desk.raise(alert());
    desk.raise(alert({ muted: true }));
    expect(desk.seen.closed).toHaveLength(1);
  });

  it('is not told while the window is in front, notifications are off or there are none', () => {
    desk.state.focused = true;
    desk.raise(alert());
    desk.state.focused = false;
    desk.state.settings = withMonitor({ notifications: false });
    desk.raise(alert());
    desk.state.settings = defaultSettings;
    desk.state.supported = false;
    desk.raise(alert());
    expect(desk.seen.titles).toEqual([]);
    desk.state.supported = true;
    desk.raise(alert());
    expect(desk.seen.titles).toHaveLength(1);
  });

  it('is taken back when the app ends, and none follows', () => {
    desk.raise(alert());
    void desk.part.stop();
    expect(desk.seen.closed).toHaveLength(1);
    desk.raise(alert({ code: 'queue_long' }));
    expect(desk.seen.titles).toHaveLength(1);
  });
});

describe('its words', () => {
  it.each(alertCodes)('say in both languages what %s is and what helps', (code) => {
    for (const language of ['en', 'de'] as const) {
      const { title, body } = noticeOf(alert({ code, value: 1234.5, unit: 'ms' }), language);
      expect(title).toContain(language === 'en' ? '1,235 ms' : '1.235 ms');
      expect(title).not.toContain('{');
      expect(body.length).toBeGreaterThan(20);
    }
    expect(alertTexts.en[code].body).not.toBe(alertTexts.de[code].body);
  });

  it('have a word for pieces of sound', () => {
    const long = alert({ code: 'queue_long', value: 120, unit: 'frames' });
    expect(noticeOf(long, 'en').title).toContain('120 pieces');
    expect(noticeOf(long, 'de').title).toContain('120 Stücke');
  });
});
