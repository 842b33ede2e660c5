/** Asks one question of a whole session and takes the times of its turn. Ends the session with the first sound. */
import { ENGINE_RATE_HZ } from '../../../electron/contract/audio.ts';
import type { Ms } from '../../../electron/contract/audio.ts';
import type { SessionEvent } from '../../../electron/contract/events.ts';
import type { Brain } from '../../../electron/engine/brain/brain-port.ts';
import type { EngineTime } from '../../../electron/engine/session/session-io.ts';
import type { BenchModels } from './bench-models.ts';
import { openBenchSession } from './bench-session.ts';
import { hearQuestion } from './question-sound.ts';
import type { Question } from './question-sound.ts';
import { createScriptedSource } from './scripted-source.ts';

/** Milliseconds after the true end of speech. */
export interface TurnTimes {
  /** First silent frame of the pause that ended the turn. */
  readonly pauseSeen: Ms;
  readonly decided: Ms;
  /** The first piece of the reply was made. */
  readonly pieceReady: Ms;
  /** First sample handed to the sink. */
  readonly firstSample: Ms;
  /** First sample a listener can hear (-50 dBFS). */
  readonly firstSound: Ms;
  /** How long the decision waited for evidence after the silence it asked for had passed. */
  readonly waitedForEvidence: Ms;
  readonly silenceAskedFor: Ms;
  readonly text: string;
  readonly source: string;
}

const AUDIBLE = 10 ** (-50 / 20);
/** A turn that has not sounded by then is a failure of the bench. */
const PATIENCE_SAMPLES = 15 * ENGINE_RATE_HZ;

export interface TurnSetting {
  readonly models: BenchModels;
  readonly brain: Brain;
  readonly time: EngineTime;
}

/** Null when the session took a pause inside the question for its end and answered into it. */
export async function askParley(
  { models, brain, time }: TurnSetting,
  question: Question,
  shiftSamples = 0,
): Promise<TurnTimes | null> {
  const heard = hearQuestion(question, shiftSamples);
  const events: SessionEvent[] = [];
  let firstSampleMs: Ms = NaN;
  let firstSoundMs: Ms = NaN;
  const source = createScriptedSource(time, (at) =>
    Number.isNaN(firstSoundMs) && at < heard.endSamples + PATIENCE_SAMPLES ? heard.frame(at) : null,
  );
  const openedAtMs = time.clock.now();
  const session = openBenchSession({
    models,
    brain,
    time,
    source,
    onEvent: (event) => void events.push(event),
    onSound(samples, startMs) {
      if (Number.isNaN(firstSampleMs)) firstSampleMs = startMs;
      if (!Number.isNaN(firstSoundMs)) return;
      const loud = samples.findIndex((value) => Math.abs(value) >= AUDIBLE);
      if (loud >= 0) firstSoundMs = startMs + (loud * 1000) / ENGINE_RATE_HZ;
    },
  });
  await session.ended;
  const endMs = source.startedAtMs + (heard.endSamples * 1000) / ENGINE_RATE_HZ;
  if (firstSampleMs < endMs) return null;
  const last = <T extends SessionEvent['type']>(type: T) =>
    events.findLast((event): event is Extract<SessionEvent, { type: T }> => event.type === type);
  const at = (event: SessionEvent | undefined) => (event ? openedAtMs + event.timestamp - endMs : NaN);
  const end = last('turnEnd');
  const piece = events.find(
    (event) => event.type === 'replyAudio' && end !== undefined && event.turn_id === end.turn_id,
  );
  if (!end || Number.isNaN(firstSampleMs)) {
    const faults = events.flatMap((event) => (event.type === 'error' ? [event.code] : []));
    throw new Error(`no reply to "${question.name}" (${faults.join(', ') || 'no fault'})`);
  }
  const pauseSeen = at(last('speechEnd'));
  // an attempt that was extended had a reply of its own
  const reply = events.find(
    (event) => event.type === 'replyText' && 'source' in event && event.turn_id === end.turn_id,
  );
  return {
    pauseSeen,
    decided: at(end),
    pieceReady: at(piece),
    firstSample: firstSampleMs - endMs,
    firstSound: firstSoundMs - endMs,
    // the pause is seen with its first frame of silence already passed
    waitedForEvidence: Math.max(0, at(end) - (pauseSeen + Math.max(0, end.waited_for_ms - 32))),
    silenceAskedFor: end.waited_for_ms,
    text: last('finalTranscription')?.text ?? '',
    source: reply && 'source' in reply ? reply.source : '',
  };
}
