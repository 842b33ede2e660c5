/** The store of a window on a line that only answers. */
import { afterEach, describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../../../electron/contract/desk-events.ts';
import { defaultSettings } from '../../../../electron/contract/settings.ts';
import { err, ok } from '../../../../electron/contract/errors.ts';
import type { Bridge, LineState } from '../../../../renderer/src/bridge/bridge.ts';
import { initialDeskState } from '../../../../renderer/src/store/desk-state.ts';
import { connectStore, loadOlderTurns, useDesk } from '../../../../renderer/src/store/desk-store.ts';

afterEach(() => useDesk.setState(initialDeskState, true));

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('older turns', () => {
  it('are no longer looked for when there are none: the desk has deleted old ones by itself', async () => {
    const turn = { id: 1, sessionId: 's', turnId: 1, startedAt: 1 };
    useDesk.setState({ turns: [turn] as never, totalTurns: 3 });
    const asked: string[] = [];
    const bridge = {
      call(method: string) {
        asked.push(method);
        return Promise.resolve(ok({ turns: [], total: 1 }));
      },
    } as unknown as Bridge;
    expect(await loadOlderTurns(bridge)).toBe(false);
    expect(await loadOlderTurns(bridge)).toBe(false);
    expect(asked).toEqual(['listTurns']);
    expect(useDesk.getState().totalTurns).toBe(1);
  });
});

describe('a second line that comes while the first one is still loading', () => {
  it('loses nothing of what happens until its snapshot is there', async () => {
    let change: (line: LineState) => void = () => {};
    let tell: (event: DeskEvent) => void = () => {};
    const answers: ((value: unknown) => void)[] = [];
    const bridge = {
      call: () => new Promise((resolve) => answers.push(resolve)),
      desktop: () => Promise.resolve(err('closed')),
      onLine: (listener: typeof change) => ((change = listener), () => {}),
      onEvent: (listener: typeof tell) => ((tell = listener), () => {}),
      onDesktopEvent: () => () => {},
    } as unknown as Bridge;
    const stop = connectStore(bridge);
    change('connected');
    const first = answers.splice(0);
    change('connected');
    for (const answer of first) answer(err('closed'));
    await settled();
    // told after the snapshot was made, before all of the answers are there
    tell({ type: 'soundChanged', sound: 'browser' });
    const snapshot = {
      ...initialDeskState.about,
      ...initialDeskState,
      settings: defaultSettings,
      sound: 'host',
    };
    answers[0]!(ok(snapshot));
    answers[1]!(ok({ turns: [], total: 0 }));
    await settled();
    expect(useDesk.getState()).toMatchObject({ loaded: true, sound: 'browser' });
    stop();
  });
});
