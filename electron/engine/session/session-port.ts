/** What the world sees of a session, and what a session is made of. Types only. */
import type { MonoSound, Ms } from '../../contract/audio.ts';
import type { Result } from '../../contract/errors.ts';
import type { SessionEndReason, SessionEvent, SessionEventBody } from '../../contract/events.ts';
import type { SessionView } from '../../contract/metrics.ts';
import type { Settings } from '../../contract/settings.ts';
import type { ChatMessage, TurnRecord } from '../../contract/turns.ts';
import type { Brain } from '../brain/brain-port.ts';
import type { AudioSource } from '../capture/source-port.ts';
import type { EchoCanceller } from '../echo/echo-port.ts';
import type { StageWatch } from '../observe/stage-recorder.ts';
import type { AudioSink } from '../playback/sink-port.ts';
import type { Quality } from '../pressure/effects.ts';
import type { FrameQueue } from '../pressure/frame-queue.ts';
import type { ChannelStats } from '../runtime/bounded-channel.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/logger.ts';
import type { SttEngine } from '../stt/stt-port.ts';
import type { TtsEngine } from '../tts/tts-port.ts';
import type { EndOfTurnModel } from '../turn/end-of-turn-port.ts';
import type { TurnState } from '../turn/turn-events.ts';
import type { VadModel } from '../vad/vad-port.ts';
import type { KeywordSpotter } from '../wake/keyword-spotter-port.ts';
import type { WakeJudge } from '../wake/wake-port.ts';
import type { CleanText } from './dictation.ts';
import type { LevelListener } from './level-tap.ts';

export interface Session {
  readonly id: string;
  readonly phase: TurnState['phase'];
  /** Resolves once the session has ended, for whatever reason; never rejects. */
  readonly ended: Promise<SessionEndReason>;
  /** Nobody speaks, nothing is being thought or said. */
  isIdle(): boolean;
  /** Answers text as if it had been spoken. */
  type(text: string): void;
  /** Stops what is being said or listened to. */
  interrupt(): void;
  /** The talk key: pressed begins a turn at once, released ends it 200 ms later. */
  hold(pressed: boolean): void;
  /** One click: opens the ears for one turn, which ends by itself; called again while it is spoken, ends it. */
  listenOnce(): void;
  /**
   * Closes the microphone, or opens it again; a turn being spoken is discarded, a reply goes on. While it is closed
   * `hold`, `listenOnce` and `dictate` publish an `error` with code `mic_off`.
   */
  setMuted(muted: boolean): void;
  /** The dictation key: what is said while it is pressed comes back as `dictated`, then `dictationEnded`. */
  dictate(pressed: boolean): void;
  /** While on, every utterance is judged against the wake phrase and told as `wakeTried`; nothing is answered. */
  tryWake(on: boolean): void;
  /** Speaks `text` after a bell, as soon as nobody has the floor. */
  announce(text: string): void;
  /** Reads `text` aloud as soon as nobody has the floor; neither kept nor remembered. */
  say(text: string): void;
  /** The same with a sound, played as it is; `text` is what is said in it, so that it is not taken for a person's. */
  play(sound: MonoSound, text: string): void;
  /** The settings have changed: devices that follow them change at once, and so does the volume. */
  followSettings(now: Settings): void;
  /** An event of the session's own stream, for what happens outside it (an alarm). */
  publish(event: SessionEventBody): void;
  channels(): readonly ChannelStats[];
  /** The user's own: never paused, never closed for being idle or old. */
  readonly isLocal: boolean;
  /** What it can say about itself, for the monitor. */
  view(): SessionView;
  /** How long the oldest frame in front of VAD has waited. */
  oldestWaitMs(): Ms;
  /** Milliseconds since it was opened, since somebody spoke or was answered, and since a frame with sound was heard (null: none is expected). */
  ages(): { readonly openMs: Ms; readonly idleMs: Ms; readonly deafMs: Ms | null };
  /** No sound is taken from the source, from the end of the turn in progress on; told as `sessionPaused`. */
  setPaused(paused: boolean): void;
  /** @param reason default `closed` */
  close(reason?: SessionEndReason): Promise<void>;
}

export interface SessionParts {
  readonly id: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: () => Settings;
  /** Which devices are those of the settings. */
  readonly follows?: { readonly microphone: boolean; readonly speaker: boolean };
  /** Null for a session without ears: typed text only. */
  readonly hearing: {
    readonly source: AudioSource;
    readonly vad: VadModel;
    readonly canceller: EchoCanceller;
    /** The source waits for the pipeline instead of losing sound: a file on the virtual clock. */
    readonly sourceWaits: boolean;
  } | null;
  readonly stt: SttEngine | null;
  /** A smaller one while it is loaded as well: finals come from it under load. */
  readonly smallStt?: () => SttEngine | null;
  readonly turnModel: EndOfTurnModel | null;
  readonly brain: Brain;
  /** Default true: the user's own, which no pressure touches. */
  readonly isLocal?: boolean;
  readonly watch?: StageWatch;
  /** Frames in front of VAD over all sessions; default: a queue of its own. */
  readonly frameQueue?: FrameQueue;
  /** What may be spent on work that can be left out; default: all of it. */
  readonly quality?: () => Quality;
  /** As in `OpenSessionOptions`. */
  readonly listen?: 'always' | 'settings';
  readonly onLevel?: LevelListener;
  readonly memory?: readonly ChatMessage[];
  /** The judge of the phrase now in force; null: no phrase calls. */
  readonly wakeJudge?: () => WakeJudge | null;
  /** Hears the wake phrase in the recogniser's place while it is not null. */
  readonly wakeSpotter?: () => KeywordSpotter | null;
  /** Makes dictated text fit to be written; default: as it was heard. */
  readonly cleanDictation?: CleanText;
  readonly voice: () => Promise<Result<TtsEngine>>;
  readonly sink: AudioSink;
  readonly onEvent: (event: SessionEvent) => void;
  /** The sink is open: from now on the session can be spoken in. Not called from inside `openSession`. */
  readonly onStarted?: (session: Session) => void;
  readonly onTurnFinished: (record: TurnRecord, sound: MonoSound | null) => void;
}
