import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VadTuning } from '../../../electron/engine/vad/tuning.ts';
import { vadTuning } from '../../../electron/engine/vad/tuning.ts';
import { createVadGate, initialVadGate, stepVadGate } from '../../../electron/engine/vad/vad-gate.ts';
import type { VadDecision, VadGateEvent } from '../../../electron/engine/vad/vad-gate.ts';

const FRAME = 32;
/** Probabilities as pictures: `.` silence, `o` between the thresholds, `#` speech. */
const levels: Readonly<Record<string, number>> = { '.': 0.05, o: 0.55, '#': 0.95 };

function play(picture: string, tuning: VadTuning = vadTuning): VadDecision[] {
  let state = initialVadGate;
  return [...picture].map((mark) => {
    const decision = stepVadGate(state, levels[mark]!, tuning);
    state = decision.state;
    return decision;
  });
}

const letters: Readonly<Record<VadGateEvent, string>> = {
  none: '-',
  rise: 'r',
  start: 'S',
  cancel: 'c',
  stop: 'P',
  resume: 'R',
};
const eventsOf = (decisions: readonly VadDecision[]) => decisions.map(({ event }) => letters[event]).join('');

describe('the gate as sound', () => {
  it.each([
    ['', ''],
    ['.....', '-----'],
    ['.###..', '-r-SP-'],
    ['.#....', '-r--c-'],
    ['.##...', '-r---c'],
    ['.#.##.', '-r--SP'],
    ['.#..##.', '-r---SP'],
    ['.#...##', '-r--cr-'],
    ['ooo', '---'],
    ['#ooo.', 'r-S-P'],
    ['###.o.#', 'r-SP--R'],
    ['###..##..#.', 'r-SP-R-P-RP'],
    ['###' + '.'.repeat(40) + '#', 'r-SP' + '-'.repeat(39) + 'R'],
  ])('%j gives %j', (picture, events) => {
    expect(eventsOf(play(picture))).toBe(events);
  });

  it('measures the run with its dips, and the silence since', () => {
    const decisions = play('.#.##..###');
    expect(decisions.map(({ speechMs }) => speechMs / FRAME)).toEqual([0, 1, 1, 3, 4, 4, 4, 7, 8, 9]);
    expect(decisions.map(({ silenceMs }) => silenceMs / FRAME)).toEqual([1, 0, 1, 0, 0, 1, 2, 0, 0, 0]);
    expect(decisions.at(-1)!.state.voicedMs).toBe(6 * FRAME);
  });

  it('confirms at once if told to', () => {
    expect(eventsOf(play('.#.#', { ...vadTuning, confirmMs: 0 }))).toBe('-SPR');
  });
});

describe('over all probabilities', () => {
  const anyProbability = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(0, 1, NaN, Infinity, -Infinity, -1, 2, vadTuning.onThreshold, vadTuning.offThreshold),
  );
  const runs = fc.array(anyProbability, { maxLength: 120 });

  it('keeps its promises about events and durations', () => {
    fc.assert(
      fc.property(runs, (probabilities) => {
        let state = initialVadGate;
        let open: 'silence' | 'rising' | 'speech' | 'pause' = 'silence';
        for (const probability of probabilities) {
          const before = state;
          const decision = stepVadGate(state, probability, vadTuning);
          state = decision.state;
          const legal: Record<typeof open, VadGateEvent[]> = {
            silence: ['none', 'rise'],
            rising: ['none', 'start', 'cancel'],
            speech: ['none', 'stop'],
            pause: ['none', 'resume'],
          };
          expect(legal[open]).toContain(decision.event);
          open = state.phase;
          expect(decision.isSpeech).toBe(state.inSpeech);
          expect(decision.probability).toBeGreaterThanOrEqual(0);
          expect(decision.probability).toBeLessThanOrEqual(1);
          expect(decision.silenceMs === 0).toBe(decision.isSpeech);
          expect(state.voicedMs).toBeLessThanOrEqual(state.speechMs);
          if (decision.event === 'start') expect(state.voicedMs).toBeGreaterThanOrEqual(vadTuning.confirmMs);
          if (!decision.isSpeech) expect(decision.silenceMs).toBe(before.silenceMs + FRAME);
          if (state.phase === 'silence') expect(state.speechMs).toBe(0);
        }
      }),
    );
  });

  it('is pure, and the gate that keeps its own state says the same', () => {
    fc.assert(
      fc.property(runs, (probabilities) => {
        const gate = createVadGate(vadTuning);
        let state = initialVadGate;
        for (const probability of probabilities) {
          const frozen = Object.freeze({ ...state });
          const pure = stepVadGate(frozen, probability, vadTuning);
          expect(stepVadGate(frozen, probability, vadTuning)).toEqual(pure);
          expect(gate.step(probability)).toEqual(pure);
          state = pure.state;
        }
        gate.reset();
        expect(gate.step(0).state).toEqual(stepVadGate(initialVadGate, 0, vadTuning).state);
      }),
    );
  });
});
