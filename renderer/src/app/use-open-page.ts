/** Opens a page from wherever it is asked for: in the app the monitor has a window of its own, in a browser it is a page. */
import { useCallback } from 'react';
import { useBridge } from '../bridge/use-bridge.ts';
import { valueOrToast } from '../bridge/use-call.ts';
import { goTo } from './route.ts';
import type { PageName } from './route.ts';

/** @param kind of the bridge */
export const hasOwnWindow = (page: PageName, kind: 'electron' | 'browser'): boolean =>
  page === 'monitor' && kind === 'electron';

/** The same function until the bridge changes. */
export function useOpenPage(): (page: PageName) => void {
  const bridge = useBridge();
  return useCallback(
    (page) => {
      if (hasOwnWindow(page, bridge.kind)) void bridge.desktop('openMonitor', {}).then(valueOrToast);
      else goTo(page);
    },
    [bridge],
  );
}
