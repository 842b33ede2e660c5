/** What a session can say about itself in numbers: counted from its own events, never what was said. */
import type { Ms } from '../../contract/audio.ts';
import type { SessionEvent, SessionEventType } from '../../contract/events.ts';
import type { QueueView, SessionView } from '../../contract/metrics.ts';
import type { ChannelStats } from '../runtime/bounded-channel.ts';
import type { Clock } from '../runtime/clock.ts';

export interface SessionFacts {
  note(event: SessionEvent): void;
  /** One frame was heard. */
  heard(): void;
  /** A wish of the user's, which is activity as well. */
  touched(): void;
  /** Milliseconds of the clock. */
  readonly openedAtMs: Ms;
  readonly activeAtMs: Ms;
  /** When the last frame was heard; null before the first. */
  readonly frameAtMs: Ms | null;
  /** Since when the microphone sends nothing but silence; null while it does not. */
  readonly silentAtMs: Ms | null;
  counts(): Pick<
    SessionView,
    'created_at' | 'last_activity' | 'turns' | 'frames' | 'dropped_ms' | 'errors' | 'source' | 'sink'
  >;
}

/** Events by which somebody is there; faults and facts about Parley itself are not. */
const activity: ReadonlySet<SessionEventType> = new Set([
  'speechStart',
  'speechEnd',
  'partialTranscription',
  'finalTranscription',
  'turnEnd',
  'replyText',
  'replyAudio',
  'replyEnd',
  'interruption',
  'dictated',
  'wakeTried',
  'alarm',
] satisfies SessionEventType[]);

export function createSessionFacts(clock: Clock): SessionFacts {
  const openedAtMs = clock.now();
  const createdAt = clock.epochNow();
  let activeAtMs = openedAtMs;
  let frameAtMs: Ms | null = null;
  let silentAtMs: Ms | null = null;
  const count = { turns: 0, frames: 0, dropped_ms: 0, errors: 0 };
  let ends = { source: '', sink: '' };
  return {
    openedAtMs,
    get activeAtMs() {
      return activeAtMs;
    },
    get frameAtMs() {
      return frameAtMs;
    },
    get silentAtMs() {
      return silentAtMs;
    },
    note(event) {
      if (activity.has(event.type)) activeAtMs = clock.now();
      if (event.type === 'replyEnd') count.turns++;
      if (event.type === 'audioDropped') count.dropped_ms += event.ms;
      if (event.type === 'error') count.errors++;
      if (event.type === 'captureState') silentAtMs = event.state === 'silent' ? clock.now() : null;
      if (event.type === 'sessionStarted') ends = { source: event.source, sink: event.sink };
    },
    heard() {
      count.frames++;
      frameAtMs = clock.now();
    },
    touched() {
      activeAtMs = clock.now();
    },
    counts: () => ({
      ...ends,
      ...count,
      created_at: createdAt,
      last_activity: Math.round(createdAt + activeAtMs - openedAtMs),
    }),
  };
}

/** An edge as the monitor draws it. @param unit what its weight is */
export function queueViewOf(stats: ChannelStats, unit: QueueView['unit']): QueueView {
  return {
    name: stats.name,
    depth: stats.weight,
    bound: stats.capacity,
    unit,
    peak: stats.peakWeight,
    dropped: stats.dropped,
    coalesced: stats.coalesced,
  };
}
