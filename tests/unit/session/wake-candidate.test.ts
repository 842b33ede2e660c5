/** When an utterance that may call Parley is judged, released and forgotten. */
import { describe, expect, it } from 'vitest';
import { FRAME_MS } from '../../../electron/contract/audio.ts';
import {
  candidateTuning,
  noCandidate,
  stepCandidate,
} from '../../../electron/engine/session/wake-candidate.ts';
import type {
  Candidate,
  CandidateCommand,
  CandidateEvent,
} from '../../../electron/engine/session/wake-candidate.ts';

function createStory() {
  let candidate: Candidate = noCandidate;
  let speechMs = 0;
  let silenceMs = 0;
  const log: CandidateCommand['type'][] = [];
  const apply = (event: CandidateEvent) => {
    const step = stepCandidate(candidate, event, candidateTuning);
    candidate = step.candidate;
    log.push(...step.commands.map(({ type }) => type));
  };
  const frame = (vad: 'none' | 'start' | 'stop' | 'resume') =>
    apply({ type: 'frame', vad, speechMs, silenceMs, speechFromSamples: 4_096 });
  const story = {
    get phase() {
      return candidate.phase;
    },
    took: () => log.splice(0),
    start() {
      speechMs = 96;
      silenceMs = 0;
      frame('start');
    },
    speech(ms: number) {
      for (let t = 0; t < ms; t += FRAME_MS) {
        const resumes = silenceMs > 0;
        speechMs += silenceMs + FRAME_MS;
        silenceMs = 0;
        frame(resumes ? 'resume' : 'none');
      }
    },
    quiet(ms: number) {
      for (let t = 0; t < ms; t += FRAME_MS) {
        silenceMs += FRAME_MS;
        frame(silenceMs === FRAME_MS ? 'stop' : 'none');
      }
    },
    judged: (matched: boolean, more = false) => apply({ type: 'judged', matched, more }),
    failed: () => apply({ type: 'failed' }),
  };
  return story;
}

describe('an utterance heard asleep', () => {
  it('is released as soon as words follow the phrase', () => {
    const s = createStory();
    s.start();
    s.speech(640);
    expect(s.took()).toEqual(['begin', 'ask']);
    s.judged(true, true);
    expect(s.took()).toEqual(['release']);
    expect(s.phase).toBe('none');
  });

  it('with the phrase alone is released in its pause, or when two answers agree', () => {
    const paused = createStory();
    paused.start();
    paused.speech(320);
    paused.quiet(64);
    expect(paused.took()).toEqual(['begin', 'ask']);
    paused.judged(true);
    expect(paused.took()).toEqual(['release']);
    const cut = createStory();
    cut.start();
    cut.speech(640);
    cut.judged(true);
    expect(cut.took()).toEqual(['begin', 'ask']);
    cut.speech(32);
    cut.judged(true);
    expect(cut.took()).toEqual(['ask', 'release']);
  });

  it('whose beginning only seemed to call (half a longer word) is not released', () => {
    const s = createStory();
    s.start();
    s.speech(640);
    s.judged(true);
    s.speech(32);
    s.judged(false);
    s.quiet(64);
    s.judged(false);
    s.quiet(416);
    expect(s.took()).toEqual(['begin', 'ask', 'ask', 'ask', 'drop', 'over']);
  });

  it('that has not matched in 2.5 s is forgotten, and the rest of it ignored until it is quiet', () => {
    const s = createStory();
    s.start();
    for (let t = 0; t < 3_000; t += 160) {
      s.speech(160);
      s.judged(false);
    }
    const asked = s.took();
    expect(asked.at(-1)).toBe('drop');
    expect(asked.filter((type) => type === 'ask').length).toBeLessThanOrEqual(6);
    expect(s.phase).toBe('ignored');
    s.speech(20_000);
    s.quiet(320);
    s.speech(5_000);
    expect(s.took()).toEqual([]);
    s.quiet(448);
    expect(s.took()).toEqual(['over']);
    expect(s.phase).toBe('none');
  });

  it('waits for an answer that is late, and is released from its beginning all the same', () => {
    const s = createStory();
    s.start();
    s.speech(640);
    s.quiet(3_000);
    expect(s.took()).toEqual(['begin', 'ask']);
    s.judged(true, true);
    expect(s.took()).toEqual(['release']);
  });

  it('that goes on after a hesitation is asked about again', () => {
    const s = createStory();
    s.start();
    s.speech(224);
    s.quiet(64);
    s.judged(false);
    s.speech(224);
    s.quiet(64);
    expect(s.took()).toEqual(['begin', 'ask', 'ask']);
    s.judged(true);
    expect(s.took()).toEqual(['release']);
  });

  it('that cannot be transcribed is forgotten; answers nobody waits for change nothing', () => {
    const s = createStory();
    s.judged(true, true);
    s.start();
    s.judged(true, true);
    expect(s.took()).toEqual(['begin']);
    s.speech(640);
    s.failed();
    expect(s.took()).toEqual(['ask', 'drop']);
    expect(s.phase).toBe('ignored');
  });
});
