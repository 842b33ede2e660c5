/** The deterministic skills as one responder of the brain. Owns when they act; refuses what they do not understand. */
import { randomUUID } from 'node:crypto';
import { faultFrom } from '../../../contract/errors.ts';
import type { Clock } from '../../runtime/clock.ts';
import { UNHEARD } from '../brain-port.ts';
import type { BrainOutcome, BrainRequest, Responder, SendChunk } from '../brain-port.ts';
import type { SkillStorage } from '../skill-storage.ts';
import { speakSentences } from '../speak-sentences.ts';
import { followUps } from './follow-up.ts';
import type { SkillAnswer, SkillSettings } from './skill.ts';
import { createUndoStorage } from './undo-storage.ts';
import { understand } from './understand.ts';
import type { Understanding } from './understand.ts';
import { isTimeZone } from './zoned-time.ts';

export interface SkillResponderOptions {
  readonly storage: SkillStorage;
  readonly settings: () => SkillSettings;
  readonly clock: Clock;
  /** Called after an answer that may have changed what is scheduled: give the alarm clock's `refresh`. */
  readonly onScheduleChanged?: () => void;
}

/** Skills without side effects. */
const telling = new Set(['time', 'date', 'units', 'math']);

const schedulers = new Set(['timer', 'alarm', 'reminder']);

/** A whole sentence means itself, so that "never mind" is never taken for the answer to a question. */
function understandRequest({ text, history }: BrainRequest): Understanding | null {
  const direct = understand(text);
  if (direct) return direct;
  for (const sentence of followUps(history, text)) {
    const joined = understand(sentence);
    if (joined) return joined;
  }
  return null;
}

/**
 * `match` is pure. `run` acts first and speaks then, once: call it only for a turn that is meant. Nothing is
 * done when the signal has already aborted. A storage failure ends in a fault and no claim of success.
 */
export function createSkillResponder(options: SkillResponderOptions): Responder {
  const { storage, clock, onScheduleChanged } = options;

  function act(understood: Understanding, request: BrainRequest, into: SkillStorage): SkillAnswer {
    const settings = options.settings();
    const wanted = settings.timeZone ?? request.timeZone;
    return understood.skill.answer(understood, {
      storage: into,
      settings,
      nowEpochMs: clock.epochNow(),
      timeZone: isTimeZone(wanted) ? wanted : 'UTC',
      newId: randomUUID,
    });
  }

  async function run(
    understood: Understanding,
    request: BrainRequest,
    send: SendChunk,
    signal: AbortSignal,
  ): Promise<BrainOutcome> {
    if (signal.aborted) return { kind: 'cancelled' };
    let answer: SkillAnswer;
    const undo = createUndoStorage(storage);
    try {
      answer = act(understood, request, undo);
    } catch (thrown) {
      return { kind: 'failed', fault: faultFrom(thrown) };
    } finally {
      if (schedulers.has(understood.skill.name)) onScheduleChanged?.();
    }
    if (undo.changed) {
      const takeBack = () => {
        if (signal.reason !== UNHEARD) return;
        undo.revert();
        onScheduleChanged?.();
      };
      signal.addEventListener('abort', takeBack, { once: true });
    }
    for (const action of answer.actions ?? [])
      if (!(await send({ kind: 'action', action }))) return { kind: 'cancelled' };
    const ended = await speakSentences(answer.say, send, signal);
    return ended ?? { kind: 'done', source: `skill:${understood.skill.name}` };
  }

  /** Only skills that tell and never do are answered ahead; what the storage throws is left to the real answer. */
  function preview(understood: Understanding, request: BrainRequest): string | null {
    if (!telling.has(understood.skill.name)) return null;
    try {
      return act(understood, request, storage).say[0] ?? null;
    } catch {
      return null;
    }
  }

  return {
    name: 'skills',
    match(request) {
      const understood = understandRequest(request);
      if (!understood) return null;
      return {
        preview: () => preview(understood, request),
        run: (send, signal) => run(understood, request, send, signal),
      };
    },
  };
}
