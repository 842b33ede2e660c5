/** What a user interface is shown: the shapes the desk (the voice process's side of every window) answers with. */
import type { Fault } from './errors.ts';
import type { Settings } from './settings.ts';
import type { TurnRecord } from './turns.ts';

/**
 * What Parley is doing, in one word; the tray, the talk button and the live region show it.
 * `asleep` waits for the wake phrase, `ready` for the talk key or, hands-free, for speech.
 */
export type TalkPhase =
  'starting' | 'ready' | 'asleep' | 'listening' | 'thinking' | 'speaking' | 'muted' | 'fault';

export interface TalkState {
  readonly phase: TalkPhase;
  readonly muted: boolean;
  readonly mode: Settings['talk']['mode'];
  /** A turn was begun by key or click and waits for its end. */
  readonly held: boolean;
  readonly dictating: boolean;
}

/** A turn as it happens; becomes a TurnView when it is saved. */
export interface LiveTurn {
  readonly turnId: number;
  readonly sessionId: string;
  readonly stage: 'hearing' | 'thinking' | 'speaking';
  /** What was heard so far; `stable` is the beginning that will not change. */
  readonly text: string;
  readonly stable: string;
  readonly isFinal: boolean;
  readonly replyText: string;
}

export interface TurnView extends TurnRecord {
  readonly id: number;
  /** Its sound is still there: it can be replayed, exported and transcribed again. */
  readonly hasSound: boolean;
}

export interface FoundTurnView {
  readonly turn: TurnView;
  readonly snippet: string;
  /** In UTF-16 units of `snippet`, end excluded. */
  readonly highlights: readonly { readonly start: number; readonly end: number }[];
}

export interface TurnPage {
  /** Newest first. */
  readonly turns: readonly TurnView[];
  readonly total: number;
}

export interface ExportedFile {
  readonly fileName: string;
  readonly mimeType: string;
  /** Text as it is; sound as base64. */
  readonly encoding: 'text' | 'base64';
  readonly content: string;
}

export interface DeviceView {
  readonly name: string;
  readonly isDefault: boolean;
}

export interface DeviceLists {
  readonly microphones: readonly DeviceView[];
  readonly speakers: readonly DeviceView[];
  /** Why a list could not be had. */
  readonly faults: readonly Fault[];
}

export interface FindingView {
  readonly name: string;
  readonly status: 'good' | 'warning' | 'bad';
  readonly detail: string;
  readonly help: string;
}

export interface DownloadView {
  readonly state: 'running' | 'paused' | 'checking' | 'failed' | 'done';
  readonly receivedBytes: number;
  readonly totalBytes: number;
  readonly fault: Fault | null;
}

export interface ModelView {
  readonly name: string;
  readonly kind: 'vad' | 'turn' | 'stt' | 'tts' | 'wake' | 'llm';
  readonly version: string;
  /** BCP 47 primary tags; empty where language does not matter. */
  readonly languages: readonly string[];
  readonly licence: string;
  readonly source: string;
  readonly notes: string;
  readonly sizeBytes: number;
  readonly state: 'installed' | 'absent' | 'damaged';
  /** Came with Parley: it can be checked, not deleted. */
  readonly bundled: boolean;
  /** Something Parley is doing now needs it. */
  readonly inUse: boolean;
  readonly download: DownloadView | null;
}

export interface MachineReport {
  /** One recogniser each; `rtf` is processing time over the length of the sound. */
  readonly recognizers: readonly {
    readonly name: Settings['recognizer'];
    readonly rtf: number;
    readonly processing_ms: number;
    readonly fits: boolean;
  }[];
  readonly best: Settings['recognizer'];
}

export interface Snapshot {
  readonly version: string;
  readonly host: 'utility' | 'main' | 'headless';
  /** Process id of the voice process: changes when it was restarted. */
  readonly pid: number;
  readonly platform: string;
  readonly dataFolder: string;
  readonly talk: TalkState;
  readonly live: LiveTurn | null;
  readonly settings: Settings;
  readonly faults: readonly Fault[];
  readonly ready: { readonly hearing: boolean; readonly voice: boolean };
  /** Where sound comes from and goes to: this machine, the asking browser, or nowhere. */
  readonly sound: 'host' | 'browser' | 'none';
}
