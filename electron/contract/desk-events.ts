/** What the desk tells every connection, in order. A window's state is `applyEvent` over these. */
import type { DownloadView, LiveTurn, MachineReport, Snapshot, TalkState, TurnView } from './desk-views.ts';
import type { Fault } from './errors.ts';
import type { SessionEvent } from './events.ts';
import type { AlertCode, AlertView, PressureFact } from './metrics.ts';
import type { Settings } from './settings.ts';

export type DeskEvent =
  | { type: 'talkChanged'; talk: TalkState }
  /** The turn in progress as it now is; null when there is none. Only the newest matters. */
  | { type: 'liveChanged'; live: LiveTurn | null }
  /** Everything the session says, for whoever wants more than `live`. */
  | { type: 'session'; event: SessionEvent }
  | { type: 'turnSaved'; turn: TurnView }
  /** `of` tells which one it was, for who knows it by another id: a turn gets one when the disk takes it. */
  | { type: 'turnDeleted'; id: number; of?: Pick<TurnView, 'sessionId' | 'turnId' | 'startedAt'> }
  | { type: 'historyCleared' }
  | { type: 'settingsChanged'; settings: Settings }
  | { type: 'readyChanged'; ready: Snapshot['ready'] }
  | { type: 'soundChanged'; sound: Snapshot['sound'] }
  | { type: 'faultRaised'; fault: Fault }
  | { type: 'faultCleared'; code: Fault['code'] }
  /** A degradation step was entered or left; the same fact reaches every session's stream. */
  | PressureFact
  /** Told again when only `muted` has changed. Notify unless it is muted. */
  | { type: 'alertRaised'; alert: AlertView }
  | { type: 'alertCleared'; code: AlertCode }
  | { type: 'devicesChanged' }
  | { type: 'downloadChanged'; name: string; download: DownloadView | null }
  | { type: 'modelsChanged' }
  | { type: 'measureProgress'; done: number; total: number }
  | { type: 'machineMeasured'; report: MachineReport }
  /** A piece of speech was judged while the wake phrase is tried; `text` never leaves this window's memory. */
  | { type: 'wakeTried'; matched: boolean; score: number; text: string }
  /** `isFinal: false` shows what is heard; `true` is to be written where the cursor is. */
  | { type: 'dictated'; text: string; isFinal: boolean }
  | { type: 'dictationEnded'; fault: Fault | null };
