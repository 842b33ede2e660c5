/**
 * Scrolling of the conversation: stays at the newest words only when it is there already, keeps its place when older
 * turns arrive above, loads them before the top is reached, and goes to a turn that was searched for.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useBridge } from '../../bridge/use-bridge.ts';
import { loadOlderTurns } from '../../store/desk-store.ts';
import type { TimelineRow } from './timeline.ts';
import { useTurnOpenState } from './turn-open-state.ts';

/** Nearer to the end than this counts as at the end. */
const END_NEAR_PX = 48;
/** Older turns are asked for when the top is nearer than this. */
const TOP_NEAR_PX = 1_200;
/** A turn of one line each, before it is measured. */
const TURN_GUESS_PX = 148;
/** A scroll this soon after wheel, touch, key or pointer is the user's; others come from sizes that changed. */
const USER_MOVES_MS = 1_000;
const userMoves = ['wheel', 'touchmove', 'keydown', 'pointerdown', 'pointermove'] as const;

export interface ConversationScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly isAtEnd: boolean;
  readonly goToEnd: () => void;
}

export function useConversationScroll(rows: readonly TimelineRow[], hasOlder: boolean): ConversationScroll {
  const bridge = useBridge();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  const [isAtEnd, setIsAtEnd] = useState(true);

  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'turn' ? TURN_GUESS_PX : 52),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 6,
    // older turns arrive above what is seen without moving it
    anchorTo: 'end',
    initialRect: { width: 700, height: 600 },
  });

  const goToEnd = useCallback(() => {
    sticks.current = true;
    setIsAtEnd(true);
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let movedAt = -USER_MOVES_MS;
    function onMove(event: Event) {
      if (event instanceof PointerEvent && event.buttons === 0) return;
      movedAt = performance.now();
      // who is at the top already moves nothing, and no scroll tells of it
      if (hasOlder && element && element.scrollTop < TOP_NEAR_PX) void loadOlderTurns(bridge);
    }
    function onScroll() {
      if (!element) return;
      const isNear = element.scrollHeight - element.clientHeight - element.scrollTop < END_NEAR_PX;
      if (isNear) sticks.current = true;
      else if (performance.now() - movedAt < USER_MOVES_MS) sticks.current = false;
      setIsAtEnd(sticks.current);
      if (hasOlder && element.scrollTop < TOP_NEAR_PX) void loadOlderTurns(bridge);
    }
    element.addEventListener('scroll', onScroll, { passive: true });
    for (const move of userMoves) element.addEventListener(move, onMove, { passive: true });
    return () => {
      element.removeEventListener('scroll', onScroll);
      for (const move of userMoves) element.removeEventListener(move, onMove);
    };
  }, [bridge, hasOlder]);

  // a page that does not fill the window would never be scrolled
  useEffect(() => {
    const element = scroller.current;
    if (hasOlder && element && element.scrollHeight < element.clientHeight + TOP_NEAR_PX)
      void loadOlderTurns(bridge);
  }, [bridge, hasOlder, rows]);

  useEffect(() => {
    const view = scroller.current;
    if (!view || !content.current) return;
    const observer = new ResizeObserver(() => {
      if (sticks.current) view.scrollTop = view.scrollHeight;
    });
    observer.observe(content.current);
    observer.observe(view);
    return () => observer.disconnect();
  }, []);

  const newestRows = useRef(rows);
  useEffect(() => {
    newestRows.current = rows;
  });
  const target = useTurnOpenState((state) => state.target);
  // once: a turn that comes while it is shown does not take the user back to it
  useEffect(() => {
    if (!target) return;
    const index = newestRows.current.findIndex(({ key }) => key === target.key);
    if (index < 0) return;
    sticks.current = false;
    virtualizer.scrollToIndex(index, { align: 'center' });
    const focus = setTimeout(
      () =>
        scroller.current
          ?.querySelector<HTMLElement>(`[data-turn="${target.id}"]`)
          ?.focus({ preventScroll: true }),
      100,
    );
    return () => clearTimeout(focus);
  }, [target, virtualizer]);

  return { scroller, content, virtualizer, isAtEnd, goToEnd };
}
