/** The store of this window: one zustand store fed by the bridge. Components read it through `useDesk`. */
import { create } from 'zustand';
import type { DeskEvent } from '../../../electron/contract/desk-events.ts';
import type { Bridge } from '../bridge/bridge.ts';
import {
  applyEvent,
  applyOlderPage,
  applySnapshot,
  initialDeskState,
  initialWakeTrial,
} from './desk-state.ts';
import type { DeskState } from './desk-state.ts';

/** Turns of one page. */
const PAGE_TURNS = 100;

export const useDesk = create<DeskState>()(() => initialDeskState);

const change = (apply: (state: DeskState) => DeskState) => useDesk.setState(apply, true);

let loadingOlder: Promise<boolean> | null = null;

/** Feeds the store from now on; returns how to stop. */
export function connectStore(bridge: Bridge): () => void {
  // what happens while the snapshot is on its way is applied after it: it may or may not be in it already
  let early: DeskEvent[] | null = null;

  async function load(): Promise<void> {
    const mine: DeskEvent[] = [];
    early = mine;
    const [snapshot, newest] = await Promise.all([
      bridge.call('getSnapshot', {}),
      bridge.call('listTurns', { limit: PAGE_TURNS }),
    ]);
    // another line is loading already: what happens waits for its snapshot
    if (early !== mine) return;
    early = null;
    // a line that was lost again loads again when it is back
    if (!snapshot.ok) return;
    change((state) =>
      mine.reduce(applyEvent, applySnapshot(state, snapshot.value, newest.ok ? newest.value : null)),
    );
  }

  async function loadDesktop(): Promise<void> {
    const desktop = await bridge.desktop('getDesktop', {});
    if (desktop.ok) useDesk.setState({ desktop: desktop.value });
  }

  const stops = [
    bridge.onLine((line) => {
      useDesk.setState({ line });
      if (line === 'connected') void load();
    }),
    bridge.onEvent((event) => {
      if (early) early.push(event);
      else change((state) => applyEvent(state, event));
    }),
    bridge.onDesktopEvent((event) => {
      if (event.type === 'desktopChanged') useDesk.setState({ desktop: event.desktop });
    }),
  ];
  void loadDesktop();
  return () => stops.forEach((stop) => stop());
}

/** Loads the page before the oldest turn that is there. @returns false when there is none, or it could not be had */
export function loadOlderTurns(bridge: Bridge): Promise<boolean> {
  loadingOlder ??= (async () => {
    const { turns, totalTurns } = useDesk.getState();
    const [oldest] = turns;
    if (!oldest || turns.length >= totalTurns) return false;
    const before = { startedAt: oldest.startedAt, id: oldest.id };
    const page = await bridge.call('listTurns', { limit: PAGE_TURNS, before });
    if (!page.ok) return false;
    // also an empty one: those that were thought to be there have been deleted since
    change((state) => applyOlderPage(state, page.value));
    return page.value.turns.length > 0;
  })().finally(() => (loadingOlder = null));
  return loadingOlder;
}

export function forgetWakeTrial(): void {
  useDesk.setState({ wakeTrial: initialWakeTrial });
}
