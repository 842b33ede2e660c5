/** Gives components the bridge of this window: `<BridgeContext value={bridge}>` once at the root, `useBridge()` below. */
import { createContext, useContext } from 'react';
import type { Bridge } from './bridge.ts';

export const BridgeContext = createContext<Bridge | null>(null);

export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (!bridge) throw new Error('There is no bridge above this component');
  return bridge;
}
