import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertCodes } from '../../../electron/contract/metrics.ts';
import type { AlertCode } from '../../../electron/contract/metrics.ts';
import { alertRules, initialAlerts, stepAlerts } from '../../../electron/engine/observe/alert-rules.ts';

/** A value each 500 ms. @returns what happened and when */
function replay(code: AlertCode, values: readonly (number | undefined)[]) {
  let states = initialAlerts;
  const happened: string[] = [];
  values.forEach((value, i) => {
    const step = stepAlerts(states, value === undefined ? {} : { [code]: value }, i * 500);
    states = step.states;
    if (step.raised.length > 0) happened.push(`${i * 500} raised`);
    if (step.cleared.length > 0) happened.push(`${i * 500} cleared`);
  });
  return { happened, state: states[code] };
}
const repeat = <T>(value: T, times: number): T[] => Array.from({ length: times }, () => value);

describe('alerts', () => {
  it.each(alertCodes)('raises %s beyond its limit and not at it', (code) => {
    const { limit, raiseAfterMs } = alertRules[code];
    expect(replay(code, repeat(limit, 20)).happened).toEqual([]);
    expect(replay(code, repeat(limit + 1, 20)).happened).toEqual([`${raiseAfterMs} raised`]);
  });

  it.each(alertCodes)('does not clear %s between its two limits, and clears it below', (code) => {
    const { limit, clearAt, raiseAfterMs, clearAfterMs } = alertRules[code];
    const raised = repeat(limit + 1, raiseAfterMs / 500 + 1);
    expect(replay(code, [...raised, ...repeat(limit, 40)]).happened).toHaveLength(1);
    const low = repeat(clearAt - 0.1, 40);
    expect(replay(code, [...raised, ...low]).happened[1]).toBe(
      `${raised.length * 500 + clearAfterMs} cleared`,
    );
  });

  it('keeps the greatest value while it is raised', () => {
    expect(replay('load_high', [90, 140, 85]).state.value).toBe(140);
  });

  it('leaves alone what was not measured', () => {
    expect(replay('load_high', [90, undefined, NaN, undefined]).state.raised).toBe(true);
  });

  it('never raises what is raised nor clears what is not', () => {
    const value = fc.oneof(fc.double(), fc.constant(undefined));
    fc.assert(
      fc.property(fc.constantFrom(...alertCodes), fc.array(value, { maxLength: 60 }), (code, values) => {
        const { happened } = replay(code, values);
        happened.forEach((what, i) => expect(what.endsWith(i % 2 === 0 ? 'raised' : 'cleared')).toBe(true));
      }),
    );
  });
});
