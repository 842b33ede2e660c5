/** What the families of calls share: their shape, and the parts of the desk they act on. Types only. */
import type { DeskEvent } from '../../contract/desk-events.ts';
import type { Snapshot, TurnView } from '../../contract/desk-views.ts';
import type { Result } from '../../contract/errors.ts';
import type { ParsedRpcParams, RpcMethod, RpcResults } from '../../contract/rpc.ts';
import type { StoredTurn } from './turn-views.ts';
import type { Engine } from '../../engine/engine-port.ts';
import type { Services } from '../../engine/services.ts';
import type { Connection } from './connection.ts';
import type { Conversation } from './conversation.ts';
import type { PresentFaults } from './present-faults.ts';
import type { TalkModel } from './talk-state.ts';
import type { TurnViews } from './turn-views.ts';

export type DeskCall<M extends RpcMethod> = (
  params: ParsedRpcParams<M>,
  connection: Connection,
) => Result<RpcResults[M]> | Promise<Result<RpcResults[M]>>;

export type DeskCalls = { readonly [M in RpcMethod]: DeskCall<M> };

/** What a call may look at and act on. */
export interface DeskParts {
  readonly engine: Engine;
  readonly services: Services;
  readonly conversation: Conversation;
  readonly turns: TurnViews;
  readonly faults: PresentFaults;
  talk(): TalkModel;
  /** Takes the model over and tells what is different. */
  setTalk(next: TalkModel): void;
  broadcast(event: DeskEvent): void;
  connections(): Iterable<Connection>;
  snapshotFor(connection: Connection): Snapshot;
  /** The connection whose microphone and speaker are those of the conversation. */
  soundOwner(): Connection | null;
  setSoundOwner(owner: Connection | null): void;
  /** What was said last, for saying it again. */
  lastReply(): string;
}

export type { StoredTurn, TurnView };
