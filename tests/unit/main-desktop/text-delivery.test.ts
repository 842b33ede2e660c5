import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliveryWay, joinedPiece, keepPlan } from '../../../electron/main/dictation/delivery-plan.ts';
import type { DeliveryFacts } from '../../../electron/main/dictation/delivery-plan.ts';
import type { OwnField } from '../../../electron/main/dictation/own-field.ts';
import { itemClipboard, valueClipboard } from '../../../electron/main/dictation/system-clipboard.ts';
import { createTextDelivery } from '../../../electron/main/dictation/text-delivery.ts';
import { BETWEEN_PASTES_MS, RESTORE_AFTER_MS } from '../../../electron/main/dictation/tuning.ts';
import type { PasteOutcome } from '../../../electron/main/key-hook/key-hook-messages.ts';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import type { DesktopEvent, DesktopView } from '../../../electron/contract/desktop.ts';

describe('where a piece goes', () => {
  const facts: DeliveryFacts = { output: 'paste', paste: 'works', ownFocus: 'none', gaveUp: false };
  it.each<[Partial<DeliveryFacts>, string]>([
    [{}, 'paste'],
    [{ output: 'clipboard' }, 'clipboard'],
    [{ output: 'clipboard', ownFocus: 'textField' }, 'clipboard'],
    [{ output: 'clipboard', gaveUp: true }, 'clipboard'],
    [{ ownFocus: 'textField' }, 'insert'],
    [{ ownFocus: 'textField', paste: 'wayland' }, 'insert'],
    [{ ownFocus: 'elsewhere' }, 'clipboardInstead'],
    [{ paste: 'wayland' }, 'clipboardInstead'],
    [{ paste: 'hook_missing' }, 'clipboardInstead'],
    [{ paste: 'needs_consent' }, 'clipboardInstead'],
    [{ gaveUp: true }, 'clipboardInstead'],
  ])('%o: %s', (more, way) => {
    expect(deliveryWay({ ...facts, ...more })).toBe(way);
  });

  it.each([
    ['one', false, 'one'],
    ['two', true, ' two'],
    [', and', true, ', and'],
    ['.', true, '.'],
    ['(so)', true, ' (so)'],
  ])('%s after something %s is written %s', (text, before, written) => {
    expect(joinedPiece(text, before)).toBe(written);
  });

  it('keeps no copy of what a password manager marked', () => {
    expect(keepPlan([])).toBe('nothing');
    expect(keepPlan(['text/plain', 'text/html'])).toBe('keep');
    expect(keepPlan(['text/plain', 'x-kde-passwordManagerHint'])).toBe('secret');
    expect(keepPlan(['public.utf8-plain-text', 'org.nspasteboard.ConcealedType'])).toBe('secret');
  });
});

/** A clipboard as the system's, with what it held put back as a whole. */
function fakeSystem(content: string) {
  const system = { content, cleared: 0, restored: 0 };
  const clipboard = {
    readText: () => Promise.resolve(system.content),
    writeText(text: string) {
      system.content = text;
      return Promise.resolve();
    },
    keep() {
      const before = system.content;
      return Promise.resolve({
        restore() {
          system.content = before;
          system.restored += 1;
          return Promise.resolve();
        },
      });
    },
  };
  return { system, clipboard };
}

interface RigOptions {
  readonly paste?: DesktopView['paste'];
  readonly field?: OwnField;
  readonly outcomes?: readonly PasteOutcome[];
  /** How long the other program takes to fetch what is pasted. */
  readonly fetchesAfterMs?: number;
}

function rig(options: RigOptions = {}) {
  const { system, clipboard } = fakeSystem('before');
  const typed: string[] = [];
  const events: DesktopEvent[] = [];
  let notices = 0;
  const outcomes = [...(options.outcomes ?? [])];
  const settings = structuredClone(defaultSettings);
  const delivery = createTextDelivery({
    context: {
      settings: () => settings,
      desktop: {
        current: () => ({ paste: options.paste ?? 'works' }) as DesktopView,
        update: () => {},
        onChange: () => () => {},
      },
      windows: { broadcast: (event: DesktopEvent) => events.push(event) } as never,
      log: { info: () => {}, warn: () => {}, error: () => {} },
    },
    hook: {
      paste() {
        const outcome = outcomes.shift() ?? 'sent';
        const fetch = () => typed.push(system.content);
        if (outcome === 'sent' && options.fetchesAfterMs) void delay(options.fetchesAfterMs).then(fetch);
        else if (outcome === 'sent') fetch();
        return Promise.resolve(outcome);
      },
    },
    clipboard,
    findField: () => Promise.resolve(options.field ?? { focus: 'none', insert: null }),
    onClipboardInstead: () => (notices += 1),
  });
  const told = () =>
    events.map((event) => (event.type === 'dictationDelivered' ? [event.how, event.fault?.code] : []));
  return { system, typed, settings, delivery, told, notices: () => notices };
}

describe('dictated text', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());
  // the short wait before the paste keys is a real timer of node:timers/promises
  const settled = async (told: () => unknown[], count: number) => {
    await vi.waitFor(() => expect(told()).toHaveLength(count), { timeout: 2_000, interval: 5 });
  };

  it('is pasted in order, and the clipboard is put back once', async () => {
    const { system, typed, delivery, told } = rig();
    delivery.deliver('first.');
    delivery.deliver('second');
    delivery.finish();
    await settled(told, 2);
    expect(typed).toEqual(['first.', ' second']);
    expect(system.content).toBe(' second');
    await vi.advanceTimersByTimeAsync(RESTORE_AFTER_MS);
    expect(system).toMatchObject({ content: 'before', restored: 1 });
    expect(told()).toEqual([
      ['pasted', undefined],
      ['pasted', undefined],
    ]);
  });

  it('is written once each by a program that fetches it late', async () => {
    const { typed, delivery, told } = rig({ fetchesAfterMs: BETWEEN_PASTES_MS / 2 });
    delivery.deliver('first.');
    delivery.deliver('second');
    await settled(told, 2);
    await settled(() => typed, 2);
    expect(typed).toEqual(['first.', ' second']);
  });

  it('leaves alone what the user copied meanwhile', async () => {
    const { system, delivery, told } = rig();
    delivery.deliver('words');
    await settled(told, 1);
    system.content = 'copied by the user';
    await vi.advanceTimersByTimeAsync(RESTORE_AFTER_MS);
    expect(system).toMatchObject({ content: 'copied by the user', restored: 0 });
  });

  it('puts back what the user copied between two pieces', async () => {
    const { system, delivery, told } = rig();
    delivery.deliver('one');
    await settled(told, 1);
    system.content = 'copied';
    delivery.deliver('two');
    await settled(told, 2);
    await vi.advanceTimersByTimeAsync(RESTORE_AFTER_MS);
    expect(system.content).toBe('copied');
  });

  it.each<[PasteOutcome]>([['refused'], ['no_window'], ['modifiers_held']])(
    'stays on the clipboard when pasting is %s, with all that follows, said once',
    async (outcome) => {
      const { system, typed, delivery, told, notices } = rig({ outcomes: ['sent', outcome] });
      delivery.deliver('one');
      delivery.deliver('two');
      delivery.deliver('three');
      delivery.finish();
      await settled(told, 3);
      await vi.advanceTimersByTimeAsync(RESTORE_AFTER_MS);
      expect(typed).toEqual(['one']);
      expect(system.content).toBe('two three');
      expect(told().slice(1)).toEqual([
        ['clipboard', 'paste_unverified'],
        ['clipboard', 'paste_unverified'],
      ]);
      expect(notices()).toBe(1);
      // the next dictation tries again
      delivery.deliver('new');
      await settled(told, 4);
      expect(typed).toEqual(['one', 'new']);
    },
  );

  it('goes to the clipboard without a fault when that is wanted, whole', async () => {
    const { system, typed, settings, delivery, told, notices } = rig();
    settings.dictation.output = 'clipboard';
    delivery.deliver('one');
    delivery.deliver('two');
    await settled(told, 2);
    expect([typed, system.content, notices()]).toEqual([[], 'one two', 0]);
    expect(told()).toEqual([
      ['clipboard', undefined],
      ['clipboard', undefined],
    ]);
  });

  it('is written into our own field without the clipboard', async () => {
    const inserted: string[] = [];
    const insert = (text: string) => Promise.resolve(void inserted.push(text));
    const { system, delivery, told } = rig({ paste: 'wayland', field: { focus: 'textField', insert } });
    delivery.deliver('here');
    await settled(told, 1);
    expect([inserted, system.content]).toEqual([['here'], 'before']);
  });

  it('is put back at once when Parley quits', async () => {
    const { system, delivery, told } = rig();
    delivery.deliver('words');
    await settled(told, 1);
    await delivery.close();
    expect(system.content).toBe('before');
  });
});

describe('what is kept of the clipboard', () => {
  function values(formats: string[], found: Partial<Record<'text' | 'html' | 'rtf', string>>, image = false) {
    const calls: unknown[] = [];
    const picture = { isEmpty: () => !image };
    const clipboard = valueClipboard({
      availableFormats: () => formats,
      readText: () => found.text ?? '',
      readHTML: () => found.html ?? '',
      readRTF: () => found.rtf ?? '',
      readImage: () => picture,
      readBuffer: (format) => Buffer.from(format === 'application/x-own' ? 'own' : ''),
      write: (data) => calls.push(['write', data]),
      writeText: () => {},
      writeBuffer: (format, bytes) => calls.push(['writeBuffer', format, bytes.toString()]),
      clear: () => calls.push(['clear']),
    });
    return { clipboard, calls, picture };
  }

  it.each<[string[], Record<string, string>, unknown[]]>([
    [[], {}, ['clear']],
    [['text/plain'], { text: 'a' }, ['write', { text: 'a' }]],
    [['text/plain', 'text/html'], { text: 'a', html: '<b>a' }, ['write', { text: 'a', html: '<b>a' }]],
    [['text/plain', 'x-kde-passwordManagerHint'], { text: 'secret' }, ['clear']],
    [['x-none', 'application/x-own'], {}, ['writeBuffer', 'application/x-own', 'own']],
  ])('as values: %o', async (formats, found, call) => {
    const { clipboard, calls } = values(formats, found);
    const kept = await clipboard.keep();
    expect(calls).toEqual([]);
    await kept.restore();
    expect(calls).toEqual([call]);
  });

  it('an image comes back with its text', async () => {
    const { clipboard, calls, picture } = values(['image/png', 'text/plain'], { text: 'a' }, true);
    await (await clipboard.keep()).restore();
    expect(calls).toEqual([['write', { text: 'a', image: picture }]]);
  });

  it('as items: every format that can be read, and none of a marked content', async () => {
    let secret = false;
    const written: unknown[] = [];
    const item = {
      types: ['text/plain', 'text/broken'],
      getType: (type: string) =>
        type === 'text/plain' ? Promise.resolve('blob') : Promise.reject(new Error()),
    };
    let cleared = 0;
    const clipboard = itemClipboard(
      {
        has: () => Promise.resolve(secret),
        read: () => Promise.resolve([item] as never),
        write: (items) => Promise.resolve(void written.push(items)),
        readText: () => Promise.resolve(''),
        writeText: () => Promise.resolve(),
        clear: () => (cleared += 1),
      },
      (data) => data as never,
    );
    await (await clipboard.keep()).restore();
    expect(written).toEqual([[{ 'text/plain': 'blob' }]]);
    secret = true;
    await (await clipboard.keep()).restore();
    expect([written.length, cleared]).toEqual([1, 1]);
  });
});
