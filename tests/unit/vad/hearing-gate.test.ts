import { describe, expect, it } from 'vitest';
import { createHearingGate } from '../../../electron/engine/vad/hearing-gate.ts';
import { levelDropTuning, vadTuning } from '../../../electron/engine/vad/tuning.ts';

const frame = (db: number) => new Float32Array(512).fill(10 ** (db / 20));

/** Steps through [level in dBFS, probability, frames] and returns the events. */
function eventsOf(
  gate: ReturnType<typeof createHearingGate>,
  ...parts: [number, number, number][]
): string[] {
  const events: string[] = [];
  for (const [db, probability, frames] of parts) {
    for (let n = 0; n < frames; n++) events.push(gate.step(frame(db), probability).event);
  }
  return events.filter((event) => event !== 'none');
}

describe('the gate of a conversation', () => {
  it('hears a quiet voice after bangs that were no speech', () => {
    const gate = createHearingGate(vadTuning, levelDropTuning);
    const bang: [number, number, number][] = [
      [-5, 0.9, 1],
      [-80, 0.01, 20],
    ];
    const bangs = Array.from({ length: 12 }, () => bang).flat();
    expect(new Set(eventsOf(gate, ...bangs))).toEqual(new Set(['rise', 'cancel']));
    expect(eventsOf(gate, [-45, 0.9, 20])).toContain('start');
  });

  it('sees the end of speech by its level, and forgets it when another begins', () => {
    const gate = createHearingGate(vadTuning, levelDropTuning);
    expect(eventsOf(gate, [-15, 0.95, 30], [-60, 0.95, 1])).toEqual(['rise', 'start', 'stop']);
    gate.reset();
    expect(eventsOf(gate, [-60, 0.95, 30])).toEqual(['rise', 'start']);
  });
});
