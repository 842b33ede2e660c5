/**
 * Listens for the wake phrase while Parley is asleep: carries out what wake-candidate.ts decides with a recogniser
 * of its own, after everybody else's work; where a keyword spotter is installed, that one listens. What did not match
 * leaves nothing behind: no event, no text, no log; its sound is in the ring until that is overwritten.
 */
import { msToSamples } from '../../contract/audio.ts';
import type { SampleRing } from '../dsp/sample-ring.ts';
import type { SttEngine } from '../stt/stt-port.ts';
import type { VadDecision } from '../vad/vad-gate.ts';
import type { KeywordSpotter } from '../wake/keyword-spotter-port.ts';
import type { WakeJudge, WakeVerdict } from '../wake/wake-port.ts';
import { createHintedStream } from './hinted-stream.ts';
import { createKeywordEar } from './keyword-ear.ts';
import { sessionTuning } from './session-context.ts';
import type { SessionContext } from './session-context.ts';
import { candidateTuning, noCandidate, stepCandidate } from './wake-candidate.ts';
import type { Candidate, CandidateCommand, CandidateEvent } from './wake-candidate.ts';

export interface WakeEar {
  /** One frame that was heard asleep, and what the gate made of it; its samples are in the ring already. */
  hear(samples: Float32Array, decision: VadDecision, speechFromSamples: number): void;
  /** Forgets what it was listening to. */
  drop(): void;
  /** Something is being listened to or judged. */
  readonly busy: boolean;
  /** While on, verdicts are told and nothing is released. */
  trying: boolean;
  close(): void;
}

export interface WakeEarParts {
  readonly context: SessionContext;
  readonly stt: SttEngine;
  readonly ring: SampleRing;
  /** Null: nothing can call Parley. */
  readonly judge: () => WakeJudge | null;
  /** Null: the recogniser listens. */
  readonly spotter: () => KeywordSpotter | null;
  /** The utterance that began at `fromSamples` calls Parley; its phrase ends at `phraseEndSamples`. */
  readonly onCalled: (fromSamples: number, phraseEndSamples: number) => void;
  /** The utterance is over. */
  readonly onOver: () => void;
}

const NO_VERDICT: WakeVerdict = { matched: false, score: 0, wordCount: 0, rest: '' };

export function createWakeEar(parts: WakeEarParts): WakeEar {
  const { context, ring } = parts;
  const hinted = createHintedStream(context, parts.stt, parts.judge);
  let candidate: Candidate = noCandidate;
  let asking = new AbortController();
  let trying = false;
  let faultTold = false;
  /** For the trial only: what the newest answer said. */
  let newest = { text: '', verdict: NO_VERDICT };
  let beganSamples = 0;
  let phraseEndSamples = 0;
  const keywords = createKeywordEar({
    sessionId: context.sessionId,
    spotter: parts.spotter,
    onFound(phrase, fromSamples) {
      if (trying) context.publish({ type: 'wakeTried', matched: true, score: 1, text: phrase });
      else parts.onCalled(fromSamples ?? ring.endSamples, ring.endSamples);
    },
    onFault: (fault) => context.publishFault(fault),
    onOver: parts.onOver,
  });

  async function ask(): Promise<void> {
    asking = new AbortController();
    const { signal } = asking;
    const outcome = await hinted.current?.final({ words: true, priority: 'background', signal });
    if (!outcome || signal.aborted) return;
    if (outcome.kind === 'done') {
      const { text, words } = outcome.value;
      const verdict = parts.judge()?.judge(text) ?? NO_VERDICT;
      if (trying) newest = { text, verdict };
      const end = words[verdict.wordCount - 1]?.end ?? 0;
      phraseEndSamples = beganSamples + msToSamples(end * 1000);
      return advance({ type: 'judged', matched: verdict.matched, more: verdict.rest !== '' });
    }
    if (outcome.kind === 'failed' && !faultTold) {
      faultTold = true;
      context.publishFault(outcome.fault);
    }
    advance({ type: 'failed' });
  }

  function forget(): void {
    asking.abort();
    // an utterance that was begun and is empty holds no sound
    hinted.current?.begin();
    newest = { text: '', verdict: NO_VERDICT };
  }

  function tell(): void {
    const { text, verdict } = newest;
    if (trying && text !== '') {
      context.publish({ type: 'wakeTried', matched: verdict.matched, score: verdict.score, text });
    }
  }

  function carryOut(command: CandidateCommand): void {
    switch (command.type) {
      case 'begin': {
        const from = Math.max(0, command.fromSamples - msToSamples(sessionTuning.preRollMs));
        const stream = hinted.forNext();
        beganSamples = from;
        stream.begin();
        stream.push(ring.read(from, ring.endSamples));
        return;
      }
      case 'ask':
        return void ask();
      case 'release':
        tell();
        forget();
        if (trying) candidate = { phase: 'ignored', silenceMs: 0 };
        else parts.onCalled(command.fromSamples, phraseEndSamples);
        return;
      case 'drop':
        tell();
        return forget();
      case 'over':
        return parts.onOver();
    }
  }

  function advance(event: CandidateEvent): void {
    const next = stepCandidate(candidate, event, candidateTuning);
    candidate = next.candidate;
    for (const command of next.commands) carryOut(command);
  }

  return {
    hear(samples, decision, speechFromSamples) {
      if (candidate.phase === 'none' && keywords.hear(samples, decision, speechFromSamples)) return;
      if (candidate.phase === 'none' && decision.event !== 'start') return;
      if (candidate.phase === 'hearing') hinted.current?.push(samples);
      advance({
        type: 'frame',
        vad: decision.event,
        speechMs: decision.speechMs,
        silenceMs: decision.silenceMs,
        speechFromSamples,
      });
    },
    drop() {
      keywords.drop();
      if (candidate.phase === 'none') return;
      candidate = noCandidate;
      forget();
    },
    get busy() {
      return candidate.phase === 'hearing' || keywords.busy;
    },
    get trying() {
      return trying;
    },
    set trying(on) {
      trying = on;
      newest = { text: '', verdict: NO_VERDICT };
    },
    close() {
      asking.abort();
      keywords.close();
      hinted.close();
      candidate = noCandidate;
    },
  };
}
