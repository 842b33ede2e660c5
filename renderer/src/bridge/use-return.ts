/** Counts up when the line is there again: for what found it closed and is to be asked again. */
import { useEffect, useState } from 'react';
import type { Fault } from '../../../electron/contract/errors.ts';
import { useBridge } from './use-bridge.ts';

/** @param fault of the last answer, or null */
export function useReturn(fault: Fault | null): number {
  const bridge = useBridge();
  const [count, setCount] = useState(0);
  const isClosed = fault?.code === 'closed';
  useEffect(() => {
    if (!isClosed) return;
    return bridge.onLine((line) => {
      if (line === 'connected') setCount((before) => before + 1);
    });
  }, [bridge, isClosed]);
  return count;
}
