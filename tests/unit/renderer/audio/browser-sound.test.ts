/** A tab's microphone and speaker: asked for, taken by another tab, and a line that is lost. */
import { describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../../../electron/contract/desk-events.ts';
import { err, ok } from '../../../../electron/contract/errors.ts';
import type { Result } from '../../../../electron/contract/errors.ts';
import { createBrowserSound } from '../../../../renderer/src/audio/browser-sound.ts';
import type { LineState } from '../../../../renderer/src/bridge/bridge.ts';
import type { DeskLine } from '../../../../renderer/src/bridge/desk-line.ts';

const none = () => () => {};

function tab() {
  const asked: string[] = [];
  let answer: Result<null> = ok(null);
  let tell: (event: DeskEvent) => void = () => {};
  let change: (state: LineState) => void = () => {};
  let open = 0;
  const line = {
    call: (method: string) => {
      asked.push(method);
      if (method === 'attachSound' && answer.ok) told('browser');
      return Promise.resolve(answer);
    },
    onEvent: (listener: typeof tell) => ((tell = listener), () => {}),
    onLine: (listener: typeof change) => ((change = listener), () => {}),
    onSound: none,
    onSoundMessage: none,
    sendSound() {},
  } as unknown as DeskLine;
  const told = (sound: 'host' | 'browser' | 'none') => tell({ type: 'soundChanged', sound });
  const close = () => void open--;
  const sound = createBrowserSound(line, {
    openMicrophone: () => Promise.resolve(ok({ close: (open++, close) })),
    createSpeaker: () => ({ format() {}, play() {}, stop() {}, gain() {}, close() {} }),
  });
  return {
    asked,
    told,
    sound,
    answerWith: (result: Result<null>) => void (answer = result),
    become: (state: LineState) => change(state),
    get microphones() {
      return open;
    },
  };
}

/** What was answered has been taken. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("a browser's own sound", () => {
  it('is opened once, however often it is asked for', async () => {
    const one = tab();
    await Promise.all([one.sound.attach(), one.sound.attach()]);
    await one.sound.attach();
    expect(one.asked).toEqual(['attachSound']);
    expect(one.microphones).toBe(1);
  });

  it('is let go when another window has it, and can be had again', async () => {
    const one = tab();
    await one.sound.attach();
    one.told('none');
    expect(one.microphones).toBe(0);
    expect((await one.sound.attach()).ok).toBe(true);
    expect(one.asked).toEqual(['attachSound', 'attachSound']);
    expect(one.microphones).toBe(1);
  });

  it('is not let go for what is told before it was asked for', async () => {
    const one = tab();
    const attached = one.sound.attach();
    one.told('host');
    await attached;
    expect(one.microphones).toBe(1);
  });

  it('is asked for again on the next line, and let go when it is not taken there', async () => {
    const one = tab();
    await one.sound.attach();
    one.answerWith(err('closed'));
    one.become('lost');
    one.become('connected');
    await settled();
    expect(one.microphones).toBe(1);
    one.answerWith(err('desk_busy'));
    one.become('connected');
    await settled();
    expect(one.asked).toHaveLength(3);
    expect(one.microphones).toBe(0);
  });

  it('is closed when the desk refuses it', async () => {
    const one = tab();
    one.answerWith(err('desk_busy'));
    expect((await one.sound.attach()).ok).toBe(false);
    expect(one.microphones).toBe(0);
  });
});
