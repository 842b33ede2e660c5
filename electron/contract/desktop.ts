/**
 * What a window of the app asks of Electron's main process, and what it hears back. Only what needs the desktop:
 * everything about talking goes to the desk (rpc.ts). In a browser the renderer answers these itself where it can.
 */
import { z } from 'zod';
import type { Fault } from './errors.ts';

export { DESK_PORT_MESSAGE } from './desktop-lines.ts';

const none = z.strictObject({});

export const desktopSchemas = {
  getDesktop: none,
  /** Asks for a line to the desk; it arrives as a message port. */
  connectDesk: none,
  openPage: z.strictObject({
    page: z.enum(['talk', 'settings', 'models', 'welcome', 'wake', 'monitor', 'about']),
  }),
  /** The monitor in a window of its own, brought to the front. */
  openMonitor: none,
  /** The settings of shortcuts are being recorded: global ones do not fire meanwhile. */
  recordShortcut: z.strictObject({ recording: z.boolean() }),
  pickFile: z.strictObject({ purpose: z.enum(['gguf']) }),
  saveFile: z.strictObject({
    fileName: z.string().min(1).max(200),
    encoding: z.enum(['text', 'base64']),
    content: z.string().max(256 * 1024 * 1024),
  }),
  copyText: z.strictObject({ text: z.string().max(1_000_000) }),
  /** Only addresses on the allow-list open, in the system's browser. */
  openLink: z.strictObject({ url: z.string().max(2_000) }),
  showDataFolder: none,
  moveDataFolder: none,
  askMicrophone: none,
  restartVoice: none,
  checkForUpdate: none,
  installUpdate: none,
  hideOverlay: none,
  quit: none,
} as const satisfies Record<string, z.ZodType>;

export type DesktopMethod = keyof typeof desktopSchemas;
export type DesktopParams<M extends DesktopMethod> = z.input<(typeof desktopSchemas)[M]>;
export type ParsedDesktopParams<M extends DesktopMethod> = z.output<(typeof desktopSchemas)[M]>;

/** How a global shortcut works on this machine, and why. */
export interface ShortcutState {
  readonly accelerator: string;
  /** `hold` sees the key go up; `toggle` only sees it pressed; `none` does not work. */
  readonly style: 'hold' | 'toggle' | 'none';
  readonly reason:
    | 'key_up_seen' // the key hook runs
    | 'hook_missing' // the key hook cannot be loaded or was refused by the system
    | 'wayland' // the compositor shows keys to nobody
    | 'needs_consent' // macOS: accessibility permission is not given
    | 'taken' // another program owns it
    | 'not_set'
    | 'invalid';
}

export interface UpdateState {
  /** `off`: no feed is set, or the network is off. */
  readonly state: 'off' | 'idle' | 'checking' | 'downloading' | 'ready' | 'failed';
  readonly version: string | null;
  readonly fault: Fault | null;
}

export interface DesktopView {
  readonly platform: string;
  readonly version: string;
  readonly windowKind: 'main' | 'overlay' | 'monitor';
  readonly shortcuts: { readonly talk: ShortcutState; readonly dictate: ShortcutState };
  readonly tray: boolean;
  /** Typing into the window in front: works, or text is only put on the clipboard, and why. */
  readonly paste: 'works' | 'wayland' | 'hook_missing' | 'needs_consent';
  readonly loginItem: 'works' | 'unsupported';
  readonly microphone: 'granted' | 'denied' | 'unknown';
  readonly voice: {
    readonly host: 'utility' | 'main';
    readonly state: 'starting' | 'running' | 'restarting' | 'stopped';
    /** `voice_restarted` until the next turn, `voice_stopped`, or why it could not be started. */
    readonly fault?: Fault | null;
  };
  readonly update: UpdateState;
  readonly highContrast: boolean;
}

export interface DesktopResults {
  getDesktop: DesktopView;
  connectDesk: null;
  openPage: null;
  openMonitor: null;
  recordShortcut: null;
  pickFile: { path: string | null };
  saveFile: { saved: boolean };
  copyText: null;
  openLink: { opened: boolean };
  showDataFolder: null;
  moveDataFolder: { moved: boolean; path: string };
  askMicrophone: { microphone: DesktopView['microphone'] };
  restartVoice: null;
  checkForUpdate: UpdateState;
  installUpdate: null;
  hideOverlay: null;
  quit: null;
}

export type DesktopEvent =
  | { type: 'desktopChanged'; desktop: DesktopView }
  /** The tray, a shortcut or a second start asked for a page. */
  | { type: 'pageRequested'; page: ParsedDesktopParams<'openPage'>['page'] }
  /** The voice process is gone: ask for a new line once it runs. */
  | { type: 'deskLost' }
  /** What became of dictated text. */
  | { type: 'dictationDelivered'; how: 'pasted' | 'clipboard'; fault: Fault | null };

/** `window.parley` in the app's windows; absent in a browser. */
export interface DesktopBridge {
  call<M extends DesktopMethod>(
    method: M,
    params: DesktopParams<M>,
  ): Promise<{ ok: true; value: DesktopResults[M] } | { ok: false; fault: Fault }>;
  /** Returns how to stop. */
  onEvent(listener: (event: DesktopEvent) => void): () => void;
}
