/** The talk button's pointer and key handlers; commands go to the desk, faults become toasts. */
import { useCallback, useEffect, useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useCall } from '../../bridge/use-call.ts';
import { HOLD_AFTER_MS, pressStep } from './press-gesture.ts';
import type { PressInput, PressState } from './press-gesture.ts';

export function usePressGesture() {
  const call = useCall();
  const state = useRef<PressState>('up');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const step = useCallback(
    (input: PressInput) => {
      const next = pressStep(state.current, input);
      state.current = next.state;
      if (next.command) void call(next.command, {});
    },
    [call],
  );
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      step('cancel');
    },
    [step],
  );

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    step('down');
    timer.current = setTimeout(() => step('held'), HOLD_AFTER_MS);
  }
  function onPointerEnd(input: 'up' | 'cancel') {
    clearTimeout(timer.current);
    step(input);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (!event.repeat) void call('toggleTalk', {});
  }
  return {
    onPointerDown,
    onPointerUp: () => onPointerEnd('up'),
    onPointerCancel: () => onPointerEnd('cancel'),
    onKeyDown,
    // screen readers click without a pointer
    onClick: (event: { readonly detail: number }) => {
      if (event.detail === 0) void call('toggleTalk', {});
    },
  };
}
