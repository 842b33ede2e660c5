/** The bridge in a window of the app: the desk over a message port, the desktop over the preload's verbs. */
import { DESK_PORT_MESSAGE } from '../../../electron/contract/desktop.ts';
import type { DesktopBridge } from '../../../electron/contract/desktop.ts';
import type { Bridge } from './bridge.ts';
import { createDeskLine } from './desk-line.ts';
import { createPortCarrier } from './port-carrier.ts';

/** @param parley what the preload script put on the window */
export function createElectronBridge(parley: DesktopBridge): Bridge {
  const line = createDeskLine();
  let carrier: ReturnType<typeof createPortCarrier> | null = null;

  window.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.source !== window || event.data !== DESK_PORT_MESSAGE || !port) return;
    carrier = createPortCarrier(port);
    line.use(carrier);
  });
  parley.onEvent((event) => {
    if (event.type === 'deskLost') carrier?.lose();
  });
  const connect = () => void parley.call('connectDesk', {});
  line.onLost(connect);
  connect();

  return {
    kind: 'electron',
    ownSound: null,
    call: line.call,
    desktop: (method, params) => parley.call(method, params),
    onEvent: line.onEvent,
    onDesktopEvent: (listener) => parley.onEvent(listener),
    onLine: line.onLine,
    onLevel: line.onLevel,
    onMonitor: line.onMonitor,
  };
}
