/**
 * The one place where the main process listens to windows. Each call is checked here: sent by the top frame of one of
 * our windows showing our page, a verb that this window may use, parameters as the contract has them. Nothing else in
 * the tree touches `ipcMain` (tests/arch).
 */
import { ipcMain } from 'electron';
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { DESKTOP_CALL_CHANNEL } from '../../contract/desktop-lines.ts';
import { desktopSchemas } from '../../contract/desktop.ts';
import type { DesktopMethod, DesktopResults, ParsedDesktopParams } from '../../contract/desktop.ts';
import { err, faultFrom } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { MainContext, MainLog } from '../main-context.ts';
import { judgeSender, mayCall } from './judge-sender.ts';
import type { WindowKind } from './judge-sender.ts';

export interface IpcCaller {
  readonly kind: WindowKind;
  readonly contents: WebContents;
}

type AnyVerb = (params: unknown, caller: IpcCaller) => Result<unknown> | Promise<Result<unknown>>;

export type WindowVerb<M extends DesktopMethod> = (
  params: ParsedDesktopParams<M>,
  caller: IpcCaller,
) => Result<DesktopResults[M]> | Promise<Result<DesktopResults[M]>>;

export interface DesktopIpc {
  readonly answer: MainContext['answer'];
  /** Like `answer`, for verbs that need the window itself: a line, a dialog's parent. */
  answerWindow<M extends DesktopMethod>(method: M, verb: WindowVerb<M>): void;
  /** Verbs nobody answers yet. */
  unanswered(): readonly DesktopMethod[];
  stop(): void;
}

export interface DefineIpcOptions {
  kindOf(contents: WebContents): WindowKind | null;
  readonly log: MainLog;
}

const isMethod = (name: unknown): name is DesktopMethod =>
  typeof name === 'string' && Object.hasOwn(desktopSchemas, name);

export function defineIpc({ kindOf, log }: DefineIpcOptions): DesktopIpc {
  const verbs = new Map<DesktopMethod, AnyVerb>();

  function callerOf(event: IpcMainInvokeEvent): IpcCaller | null {
    const frame = event.senderFrame;
    const kind = judgeSender({
      frameUrl: frame?.url ?? null,
      isMainFrame: frame !== null && frame === event.sender.mainFrame,
      windowKind: kindOf(event.sender),
    });
    return kind && { kind, contents: event.sender };
  }

  async function take(event: IpcMainInvokeEvent, method: unknown, params: unknown): Promise<Result<unknown>> {
    const caller = callerOf(event);
    if (!caller) {
      log.warn({}, 'a call from no page of ours was refused');
      return err('forbidden');
    }
    if (!isMethod(method)) return err('method_unknown');
    if (!mayCall(caller.kind, method)) return err('forbidden');
    const verb = verbs.get(method);
    if (!verb) return err('not_found', method);
    const parsed = desktopSchemas[method].safeParse(params);
    if (!parsed.success) return err('bad_argument', parsed.error.issues[0]?.path.join('.') || method);
    try {
      return await verb(parsed.data, caller);
    } catch (thrown) {
      log.error({ method, name: thrown instanceof Error ? thrown.name : typeof thrown }, 'a verb failed');
      return { ok: false, fault: faultFrom(thrown) };
    }
  }

  function put(method: DesktopMethod, verb: AnyVerb): void {
    if (verbs.has(method)) throw new Error(`${method} is answered twice`);
    verbs.set(method, verb);
  }

  ipcMain.handle(DESKTOP_CALL_CHANNEL, take);
  return {
    answer: (method, verb) => put(method, (params, { kind }) => verb(params as never, kind)),
    answerWindow: (method, verb) => put(method, (params, caller) => verb(params as never, caller)),
    unanswered: () => (Object.keys(desktopSchemas) as DesktopMethod[]).filter((name) => !verbs.has(name)),
    stop: () => ipcMain.removeHandler(DESKTOP_CALL_CHANNEL),
  };
}
