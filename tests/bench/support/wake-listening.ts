/** What a session asleep would do with a recording: gate, candidate and recogniser as in the product, answers at once. */
import { FRAME_SAMPLES, msToSamples } from '../../../electron/contract/audio.ts';
import {
  candidateTuning,
  noCandidate,
  stepCandidate,
} from '../../../electron/engine/session/wake-candidate.ts';
import type { Candidate, CandidateCommand } from '../../../electron/engine/session/wake-candidate.ts';
import { sessionTuning } from '../../../electron/engine/session/session-context.ts';
import type { SttStream } from '../../../electron/engine/stt/stt-port.ts';
import { vadTuning } from '../../../electron/engine/vad/tuning.ts';
import { initialVadGate, stepVadGate } from '../../../electron/engine/vad/vad-gate.ts';
import type { VadModel } from '../../../electron/engine/vad/vad-port.ts';
import type { WakeJudge } from '../../../electron/engine/wake/wake-port.ts';

export interface WakeListening {
  /** Where Parley was called, samples from the start, and the text that did it. */
  readonly calls: readonly { readonly atSamples: number; readonly text: string }[];
  /** Utterances that were listened to. */
  readonly candidates: number;
  /** Questions to the recogniser, and the time they took. */
  readonly asked: number;
  readonly computeMs: number;
}

/** @param stream made with the judge's hint as prompt @param sound 16 kHz mono */
export async function listenAsleep(
  vad: VadModel,
  stream: SttStream,
  judge: WakeJudge,
  sound: Float32Array,
): Promise<WakeListening> {
  const probabilities = vad.createStream();
  const calls: { atSamples: number; text: string }[] = [];
  const preRoll = msToSamples(sessionTuning.preRollMs);
  let gate = initialVadGate;
  let candidate: Candidate = noCandidate;
  let candidates = 0;
  let asked = 0;
  let computeMs = 0;
  for (let from = 0; from + FRAME_SAMPLES <= sound.length; from += FRAME_SAMPLES) {
    const frame = sound.subarray(from, from + FRAME_SAMPLES);
    const decision = stepVadGate(gate, await probabilities.process(frame), vadTuning);
    gate = decision.state;
    if (candidate.phase === 'none' && decision.event !== 'start') continue;
    if (candidate.phase === 'hearing') stream.push(frame);
    const end = from + FRAME_SAMPLES;
    const speechFromSamples = end - msToSamples(decision.speechMs + decision.silenceMs);
    const { speechMs, silenceMs, event } = decision;
    let step = stepCandidate(
      candidate,
      { type: 'frame', vad: event, speechMs, silenceMs, speechFromSamples },
      candidateTuning,
    );
    for (let queue: CandidateCommand[] = [...step.commands]; ;) {
      candidate = step.candidate;
      const command = queue.shift();
      if (!command) break;
      if (command.type === 'begin') {
        candidates++;
        stream.begin();
        stream.push(sound.subarray(Math.max(0, command.fromSamples - preRoll), end));
      } else if (command.type === 'ask') {
        const heard = await stream.final({ words: false, priority: 'background' });
        if (heard.kind !== 'done') throw new Error('the recogniser gave no answer');
        asked++;
        computeMs += heard.value.computeMs;
        const { text } = heard.value;
        const verdict = judge.judge(text);
        step = stepCandidate(
          candidate,
          { type: 'judged', matched: verdict.matched, more: verdict.rest !== '' },
          candidateTuning,
        );
        candidate = step.candidate;
        if (step.commands.some(({ type }) => type === 'release')) calls.push({ atSamples: end, text });
        queue = [...queue, ...step.commands];
      } else if (command.type === 'release' || command.type === 'over') {
        gate = initialVadGate;
      }
    }
  }
  return { calls, candidates, asked, computeMs };
}
