/**
 * What a window knows, as plain data: mirrors facts of the desk and decides nothing. `applyEvent` is the only way it
 * changes while connected; `applySnapshot` starts anew with every line.
 */
import type { DeskEvent } from '../../../electron/contract/desk-events.ts';
import type {
  DownloadView,
  LiveTurn,
  Snapshot,
  TalkState,
  TurnPage,
  TurnView,
} from '../../../electron/contract/desk-views.ts';
import type { DesktopView } from '../../../electron/contract/desktop.ts';
import type { Fault } from '../../../electron/contract/errors.ts';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import type { Settings } from '../../../electron/contract/settings.ts';
import { assertNever } from '../../../electron/contract/assert-never.ts';
import type { LineState } from '../bridge/bridge.ts';

export interface WakeTrial {
  readonly heard: number;
  readonly matched: number;
  /** Newest first, at most 20; gone when the page is left. */
  readonly last: readonly { readonly matched: boolean; readonly score: number; readonly text: string }[];
}

export interface DictationState {
  /** What is being heard, not yet written. */
  readonly text: string;
  /** Why the last one ended badly. */
  readonly fault: Fault | null;
}

export interface DeskState {
  readonly line: LineState;
  /** A snapshot has arrived on this line. */
  readonly loaded: boolean;
  readonly about: Pick<Snapshot, 'version' | 'host' | 'pid' | 'platform' | 'dataFolder'>;
  readonly talk: TalkState;
  readonly live: LiveTurn | null;
  /** Oldest first, without gaps up to the newest. */
  readonly turns: readonly TurnView[];
  /** All in the history, those not loaded included. */
  readonly totalTurns: number;
  readonly faults: readonly Fault[];
  readonly settings: Settings;
  readonly ready: Snapshot['ready'];
  readonly sound: Snapshot['sound'];
  /** What was told since the line is there; null for one that was cancelled, whatever a list said before. */
  readonly downloads: Readonly<Record<string, DownloadView | null>>;
  /** Counts up whenever lists of models or devices should be asked for again. */
  readonly modelsVersion: number;
  readonly devicesVersion: number;
  readonly measuring: { readonly done: number; readonly total: number } | null;
  readonly wakeTrial: WakeTrial;
  readonly dictation: DictationState;
  /** Null in a browser until asked for. */
  readonly desktop: DesktopView | null;
}

export const initialWakeTrial: WakeTrial = { heard: 0, matched: 0, last: [] };

export const initialDeskState: DeskState = {
  line: 'connecting',
  loaded: false,
  about: { version: '', host: 'utility', pid: 0, platform: '', dataFolder: '' },
  talk: { phase: 'starting', muted: false, mode: 'hold', held: false, dictating: false },
  live: null,
  turns: [],
  totalTurns: 0,
  faults: [],
  settings: defaultSettings,
  ready: { hearing: false, voice: false },
  sound: 'none',
  downloads: {},
  modelsVersion: 0,
  devicesVersion: 0,
  measuring: null,
  wakeTrial: initialWakeTrial,
  dictation: { text: '', fault: null },
  desktop: null,
};

const HEARD_WHILE_TRYING = 20;

const isBefore = (a: TurnView, b: TurnView) =>
  a.startedAt < b.startedAt || (a.startedAt === b.startedAt && a.id < b.id);

/** The same turn may be saved again (another id once the disk took it): then it is replaced where it stands. */
type TurnIdentity = Pick<TurnView, 'sessionId' | 'turnId' | 'startedAt'>;

const isThatTurn = (a: TurnIdentity, b: TurnIdentity) =>
  a.sessionId === b.sessionId && a.turnId === b.turnId && a.startedAt === b.startedAt;

const isSameTurn = (a: TurnView, b: TurnView) => a.id === b.id || isThatTurn(a, b);

function withTurn(turns: readonly TurnView[], turn: TurnView): readonly TurnView[] {
  const at = turns.findIndex((known) => isSameTurn(known, turn));
  if (at >= 0) return turns.with(at, turn);
  const after = turns.findLastIndex((known) => isBefore(known, turn)) + 1;
  return turns.toSpliced(after, 0, turn);
}

/** Everything that was known of an earlier line gives way; what belongs to the window stays. */
export function applySnapshot(state: DeskState, snapshot: Snapshot, newest: TurnPage | null): DeskState {
  const { version, host, pid, platform, dataFolder } = snapshot;
  const page = newest ? [...newest.turns].reverse() : state.turns;
  return {
    ...state,
    loaded: true,
    about: { version, host, pid, platform, dataFolder },
    talk: snapshot.talk,
    live: snapshot.live,
    turns: page,
    totalTurns: newest?.total ?? state.totalTurns,
    faults: snapshot.faults,
    settings: snapshot.settings,
    ready: snapshot.ready,
    sound: snapshot.sound,
    // what was under way in the voice process went with it
    downloads: {},
    dictation: initialDeskState.dictation,
    modelsVersion: state.modelsVersion + 1,
    devicesVersion: state.devicesVersion + 1,
    measuring: null,
  };
}

/** An older page in front of what is there. */
export function applyOlderPage(state: DeskState, page: TurnPage): DeskState {
  const known = new Set(state.turns.map(({ id }) => id));
  const older = [...page.turns].reverse().filter(({ id }) => !known.has(id));
  return { ...state, turns: [...older, ...state.turns], totalTurns: page.total };
}

/** Why the last dictation ended badly is over with what is said next. */
const withoutDictation = (state: DeskState): DeskState => ({
  ...state,
  dictation: initialDeskState.dictation,
});

export function applyEvent(state: DeskState, event: DeskEvent): DeskState {
  switch (event.type) {
    case 'talkChanged': {
      const begins = event.talk.dictating && !state.talk.dictating;
      return { ...(begins ? withoutDictation(state) : state), talk: event.talk };
    }
    case 'liveChanged': {
      const begins = event.live !== null && state.live === null;
      return { ...(begins ? withoutDictation(state) : state), live: event.live };
    }
    case 'session':
      return state;
    case 'turnSaved': {
      const turns = withTurn(state.turns, event.turn);
      return { ...state, turns, totalTurns: state.totalTurns + turns.length - state.turns.length };
    }
    case 'turnDeleted': {
      const { id, of } = event;
      const turns = state.turns.filter((turn) => turn.id !== id && !(of && isThatTurn(turn, of)));
      // it may have been on a page that is not loaded
      return { ...state, turns, totalTurns: Math.max(turns.length, state.totalTurns - 1) };
    }
    case 'historyCleared':
      return { ...state, turns: [], totalTurns: 0 };
    case 'settingsChanged':
      return { ...state, settings: event.settings };
    case 'readyChanged':
      return { ...state, ready: event.ready };
    case 'soundChanged':
      return { ...state, sound: event.sound };
    case 'faultRaised':
      return {
        ...state,
        faults: [...state.faults.filter(({ code }) => code !== event.fault.code), event.fault],
      };
    case 'faultCleared':
      return { ...state, faults: state.faults.filter(({ code }) => code !== event.code) };
    case 'devicesChanged':
      return { ...state, devicesVersion: state.devicesVersion + 1 };
    case 'downloadChanged':
      return { ...state, downloads: { ...state.downloads, [event.name]: event.download } };
    case 'modelsChanged':
      return { ...state, modelsVersion: state.modelsVersion + 1 };
    case 'measureProgress':
      return { ...state, measuring: { done: event.done, total: event.total } };
    case 'machineMeasured':
      return { ...state, measuring: null };
    case 'wakeTried': {
      const { matched, score, text } = event;
      const { heard, matched: before, last } = state.wakeTrial;
      return {
        ...state,
        wakeTrial: {
          heard: heard + 1,
          matched: before + (matched ? 1 : 0),
          last: [{ matched, score, text }, ...last].slice(0, HEARD_WHILE_TRYING),
        },
      };
    }
    case 'dictated':
      return { ...state, dictation: { text: event.isFinal ? '' : event.text, fault: null } };
    case 'dictationEnded':
      return { ...state, dictation: { text: '', fault: event.fault } };
    case 'backpressureTriggered':
    case 'backpressureRecovered':
    case 'alertRaised':
    case 'alertCleared':
      // a monitor has them from its view; they are no part of what every window shows
      return state;
    default:
      return assertNever(event);
  }
}
