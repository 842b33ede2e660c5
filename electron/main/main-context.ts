/**
 * What every part of the main process is given: the desk, the windows, the settings, what windows are told of the
 * desktop, and the log. Types only. A part is a `MainPart`: it is started with the context, registers the verbs it
 * answers, and hands back how to stop. Parts never import each other.
 */
import type { DeskEvent } from '../contract/desk-events.ts';
import type { Snapshot } from '../contract/desk-views.ts';
import type {
  DesktopEvent,
  DesktopMethod,
  DesktopResults,
  DesktopView,
  ParsedDesktopParams,
} from '../contract/desktop.ts';
import type { Result } from '../contract/errors.ts';
import type { RpcMethod, RpcParams, RpcResults } from '../contract/rpc.ts';
import type { Settings } from '../contract/settings.ts';

export type PageName = ParsedDesktopParams<'openPage'>['page'];

/** A line of the main process's own to the desk; it survives restarts of the voice process. */
export interface DeskClient {
  /** Errors: `closed` while there is no voice process; otherwise those of the method. */
  call<M extends RpcMethod>(method: M, params: RpcParams<M>): Promise<Result<RpcResults[M]>>;
  /** Every event, after `snapshot` has taken it in. Returns how to stop. */
  onEvent(listener: (event: DeskEvent) => void): () => void;
  /** The desk's state as last told; null until it was connected for the first time, kept while it restarts. */
  snapshot(): Snapshot | null;
  /** Told whenever `snapshot` is another one, a fresh connection included. Returns how to stop. */
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
}

export interface OverlayOptions {
  readonly width: number;
  readonly height: number;
  /** Mouse clicks go to what is below it. */
  readonly clickThrough: boolean;
}

/** A small window above all others that never takes the keyboard; it shows `app://parley/#/overlay`. */
export interface OverlayWindow {
  /** Without taking the focus. */
  show(): void;
  hide(): void;
  isVisible(): boolean;
  /** In screen coordinates of Electron's `screen`. */
  setBounds(bounds: { x: number; y: number; width: number; height: number }): void;
  setClickThrough(clickThrough: boolean): void;
  close(): void;
}

export interface MainWindows {
  /** Creates the main window if needed, brings it to the front and asks for the page; `monitor` has its own window. */
  showMain(page?: PageName): void;
  hideMain(): void;
  isMainVisible(): boolean;
  isMainFocused(): boolean;
  /** Told when the main window gains or loses the keyboard, and with `false` when it is hidden or closed. */
  onMainFocus(listener: (focused: boolean) => void): () => void;
  /** Creates the window of the monitor if needed, and brings it to the front. */
  showMonitor(): void;
  createOverlay(options: OverlayOptions): OverlayWindow;
  /** To every open window. */
  broadcast(event: DesktopEvent): void;
}

export type DesktopState = Omit<DesktopView, 'windowKind'>;

export interface DesktopHolder {
  current(): DesktopState;
  /** Windows are told (`desktopChanged`) if something is different. */
  update(patch: Partial<DesktopState>): void;
  onChange(listener: (state: DesktopState) => void): () => void;
}

/** Fields are numbers, names and fault codes: never what was said, typed or answered, nor a secret. */
export interface MainLog {
  info(fields: Readonly<Record<string, string | number | boolean | null>>, message: string): void;
  warn(fields: Readonly<Record<string, string | number | boolean | null>>, message: string): void;
  error(fields: Readonly<Record<string, string | number | boolean | null>>, message: string): void;
}

export type DesktopVerb<M extends DesktopMethod> = (
  params: ParsedDesktopParams<M>,
  caller: DesktopView['windowKind'],
) => Result<DesktopResults[M]> | Promise<Result<DesktopResults[M]>>;

export interface MainContext {
  readonly desk: DeskClient;
  readonly windows: MainWindows;
  readonly desktop: DesktopHolder;
  readonly log: MainLog;
  /** The desk's once it is there, before that what the settings file said. Secrets are masked. */
  settings(): Settings;
  onSettings(listener: (now: Settings, before: Settings) => void): () => void;
  /** Answers a verb of `contract/desktop.ts`; parameters are parsed and the sender checked before. Once a verb. */
  answer<M extends DesktopMethod>(method: M, verb: DesktopVerb<M>): void;
  /** The voice process ends in order, then the app. */
  quit(): void;
  /** Folder of the user's data, as the voice process uses it. */
  readonly dataFolder: string;
  /** Absolute; `resources/` of the tree, in a packaged app its resources folder. */
  readonly resourcesPath: string;
}

export interface MainPartHandle {
  stop(): void | Promise<void>;
}

/** Started in boot order once the windows can be made. A part that throws is logged and left out; the app goes on. */
export interface MainPart {
  readonly name: string;
  start(context: MainContext): MainPartHandle | Promise<MainPartHandle>;
}
