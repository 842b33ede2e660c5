import { describe, expect, it } from 'vitest';
import { createSkillTools } from '../../../electron/engine/brain/language-model/skill-tools.ts';
import { runToolCall } from '../../../electron/engine/brain/language-model/tool-calls.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { createFakeSkillStorage } from '../../fakes/fake-skill-storage.ts';

const storage = createFakeSkillStorage();
const tools = createSkillTools({
  storage,
  settings: () => ({ units: 'metric', hourCycle: 'h12' }),
  clock: createVirtualClock(Date.UTC(2026, 10, 21, 11, 20)),
})({ sessionId: 's', turnId: 1, text: '', history: [], nowEpochMs: 0, timeZone: 'Europe/Berlin' });

const call = (name: string, args: unknown) =>
  runToolCall({ id: '1', name, argumentsText: JSON.stringify(args) }, tools, new AbortController().signal);

describe('the skills as tools', () => {
  it.each<[string, unknown, RegExp]>([
    ['current_time', {}, /12:20|twelve twenty/i],
    ['current_time', { place: 'Tokyo' }, /8:20.*Tokyo/],
    ['calculate', { expression: '12 * 7.5' }, /90/],
    ['calculate', { expression: '15 percent of 80' }, /12/],
    ['convert_units', { amount: 10, from: 'miles', to: 'kilometers' }, /16\.09/],
    ['date_question', { question: 'how many days until Christmas' }, /34 days/],
  ])('%s %j', async (name, args, answer) => {
    expect(await call(name, args)).toMatch(answer);
  });

  it.each<[string, unknown]>([
    ['calculate', {}],
    ['calculate', null],
    ['calculate', { expression: { a: 1 } }],
    ['calculate', { expression: 'x'.repeat(10_000) }],
    ['convert_units', { amount: 10, from: 'miles' }],
  ])('%s refuses %j', async (name, args) => {
    expect(await call(name, args)).toBe('The arguments are not as described.');
  });

  it('change nothing, whatever they are asked', async () => {
    for (const question of [
      'set a timer for five minutes',
      'delete all my notes',
      'louder',
      'tell me a joke',
    ])
      expect(await call('date_question', { question })).toBe('That cannot be worked out.');
    expect(storage.scheduled()).toEqual([]);
  });

  it('have names and schemas that servers accept', () => {
    for (const { name, parameters } of tools) {
      expect(name).toMatch(/^[a-z_]{1,64}$/);
      expect(parameters).toMatchObject({ type: 'object' });
    }
  });
});
