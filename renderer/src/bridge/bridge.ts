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
import type { LevelMessage, RpcMethod, RpcParams, RpcResults } from '../../../electron/contract/rpc.ts';

/** `connecting` has never been connected; `lost` was, and tries again by itself. */
export type LineState = 'connecting' | 'connected' | 'lost' | 'refused';

export interface Bridge {
  readonly kind: 'electron' | 'browser';
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
}
