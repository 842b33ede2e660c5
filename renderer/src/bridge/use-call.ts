/**
 * Calls from a click: `const call = useCall(); const answer = await call('deleteTurn', { id });` A fault is shown as a
 * toast and gives null. Where a fault belongs beside the control, use `useBridge().call` and show it there.
 */
import { useCallback } from 'react';
import type { Fault, Result } from '../../../electron/contract/errors.ts';
import type { RpcMethod, RpcParams, RpcResults } from '../../../electron/contract/rpc.ts';
import { currentTexts } from '../texts/use-texts.ts';
import { showToast } from '../ui/toast-store.ts';
import { useBridge } from './use-bridge.ts';

export function showFault(fault: Fault): void {
  const { what, help } = currentTexts().fault(fault);
  showToast({ tone: 'danger', title: what, text: help });
}

/** The value, wrapped so that a method that answers null can be told from a failure; null after a fault. */
export function valueOrToast<T>(result: Result<T>): { readonly value: T } | null {
  if (result.ok) return { value: result.value };
  showFault(result.fault);
  return null;
}

export function useCall() {
  const bridge = useBridge();
  return useCallback(
    async <M extends RpcMethod>(
      method: M,
      params: RpcParams<M>,
    ): Promise<{ readonly value: RpcResults[M] } | null> => valueOrToast(await bridge.call(method, params)),
    [bridge],
  );
}
