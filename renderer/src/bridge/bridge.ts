/**
 * What every screen knows of the world outside: the desk (talking, history, settings, models) and the desktop
 * (windows, files, clipboard). Two carriers implement it; no screen knows which one it runs on.
 */
import type { DeskEvent } from '../../../electron/contract/desk-events.ts';
import type {
  DesktopEvent,
  DesktopMethod,
  DesktopParams,
  DesktopResults,
} from '../../../electron/contract/desktop.ts';
import type { Result } from '../../../electron/contract/errors.ts';
import type { MonitorView } from '../../../electron/contract/metrics.ts';
import type { LevelMessage, RpcMethod, RpcParams, RpcResults } from '../../../electron/contract/rpc.ts';

/** `connecting` has never been connected; `lost` was, and tries again by itself. */
export type LineState = 'connecting' | 'connected' | 'lost' | 'refused';

/** This browser's own microphone and speaker; only where the page does not run on the desk's machine's screen. */
export interface OwnSound {
  /** Needs a click before it. Errors: `mic_denied`, `mic_none`, `mic_failed`, the desk's. */
  attach(): Promise<Result<null>>;
  detach(): Promise<void>;
}

export interface Bridge {
  readonly kind: 'electron' | 'browser';
  /** Null in the app: its sound is captured natively. */
  readonly ownSound: OwnSound | null;
  /** Answers always arrive, as a value or a fault; a lost line answers `closed`. */
  call<M extends RpcMethod>(method: M, params: RpcParams<M>): Promise<Result<RpcResults[M]>>;
  desktop<M extends DesktopMethod>(method: M, params: DesktopParams<M>): Promise<Result<DesktopResults[M]>>;
  /** Each of these returns how to stop. */
  onEvent(listener: (event: DeskEvent) => void): () => void;
  onDesktopEvent(listener: (event: DesktopEvent) => void): () => void;
  /** Called at once with the present state, and after each change. */
  onLine(listener: (state: LineState) => void): () => void;
  /** Levels flow while anybody listens. */
  onLevel(listener: (level: LevelMessage) => void): () => void;
  /** What Parley measures about itself, twice a second while anybody listens. */
  onMonitor(listener: (view: MonitorView) => void): () => void;
}
