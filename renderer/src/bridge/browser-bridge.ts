/**
 * The bridge in a browser: the desk over a WebSocket, the desktop as far as a page can do it. The one-time link's
 * secret is traded for a token once; the token is kept for the tab and sent as a sub-protocol, never in an address.
 */
import type {
  DesktopMethod,
  DesktopParams,
  DesktopResults,
  DesktopView,
} from '../../../electron/contract/desktop.ts';
import { err, ok } from '../../../electron/contract/errors.ts';
import type { Result } from '../../../electron/contract/errors.ts';
import { createBrowserSound } from '../audio/browser-sound.ts';
import type { Bridge } from './bridge.ts';
import { createDeskLine } from './desk-line.ts';
import { saveInBrowser } from './save-in-browser.ts';
import { openSocketCarrier } from './socket-carrier.ts';
import { takeSessionToken } from './session-token.ts';

/** Pauses between attempts, the last one repeats. */
const RETRY_MS = [250, 500, 1_000, 2_000, 5_000];

const desktopView: DesktopView = {
  platform: 'browser',
  version: '',
  windowKind: 'main',
  shortcuts: {
    talk: { accelerator: '', style: 'none', reason: 'not_set' },
    dictate: { accelerator: '', style: 'none', reason: 'not_set' },
  },
  tray: false,
  paste: 'hook_missing',
  loginItem: 'unsupported',
  microphone: 'unknown',
  voice: { host: 'utility', state: 'running' },
  update: { state: 'off', version: null, fault: null },
  highContrast: false,
};

async function onDesktop(method: DesktopMethod, params: unknown): Promise<Result<unknown>> {
  switch (method) {
    case 'getDesktop':
      return ok(desktopView);
    case 'copyText':
      try {
        await navigator.clipboard.writeText((params as DesktopParams<'copyText'>).text);
        return ok(null);
      } catch {
        return err('bad_argument', 'the browser refused the clipboard');
      }
    case 'saveFile':
      saveInBrowser(params as DesktopParams<'saveFile'>);
      return ok({ saved: true });
    case 'openPage':
      location.hash = `#/${(params as DesktopParams<'openPage'>).page}`;
      return ok(null);
    case 'openLink':
      return ok({ opened: false });
    case 'askMicrophone':
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        for (const track of stream.getTracks()) track.stop();
        return ok({ microphone: 'granted' });
      } catch {
        return ok({ microphone: 'denied' });
      }
    default:
      return err('not_found', method);
  }
}

export function createBrowserBridge(): Bridge {
  const line = createDeskLine();
  let attempt = 0;

  async function connect(): Promise<void> {
    const token = await takeSessionToken();
    if (!token.ok) return line.tell('refused');
    const opened = await openSocketCarrier(token.value);
    if (opened.ok) {
      attempt = 0;
      return line.use(opened.value);
    }
    if (opened.fault.code === 'unauthorized') return line.tell('refused');
    retry();
  }
  function retry(): void {
    const pause = RETRY_MS[Math.min(attempt++, RETRY_MS.length - 1)];
    setTimeout(() => void connect(), pause);
  }
  line.onLost(retry);
  void connect();

  return {
    kind: 'browser',
    ownSound: createBrowserSound(line),
    call: line.call,
    desktop: async <M extends DesktopMethod>(method: M, params: DesktopParams<M>) =>
      (await onDesktop(method, params)) as Result<DesktopResults[M]>,
    onEvent: line.onEvent,
    onDesktopEvent: () => () => {},
    onLine: line.onLine,
    onLevel: line.onLevel,
    onMonitor: line.onMonitor,
  };
}
