import { describe, expect, it } from 'vitest';
import { createAlertBoard } from '../../../electron/engine/observe/alert-board.ts';
import type { AlertFact } from '../../../electron/engine/observe/alert-board.ts';
import { alertRulesFor } from '../../../electron/engine/observe/alert-rules.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';

function rig(memoryLimit = 300) {
  const clock = createVirtualClock(1_000_000);
  const facts: AlertFact[] = [];
  const limit = { memory: memoryLimit };
  const board = createAlertBoard(
    clock,
    (fact) => facts.push(fact),
    () => alertRulesFor(limit.memory),
  );
  const told = () =>
    facts.map((fact) => (fact.type === 'alertRaised' ? `+${fact.alert.code}` : `-${fact.code}`));
  return { clock, facts, board, limit, told };
}

describe('the board of alerts', () => {
  it('tells each that comes and goes once, with when and how much', async () => {
    const { clock, board, facts, told } = rig();
    await clock.advance(500.4);
    board.step({ load_high: 91.26 });
    board.step({ load_high: 85 });
    expect(told()).toEqual(['+load_high']);
    expect(facts[0]).toEqual({
      type: 'alertRaised',
      alert: { code: 'load_high', since: 1_000_500, value: 91.3, limit: 80, unit: '%', muted: false },
    });
    expect(board.list()).toHaveLength(1);
    board.step({ load_high: 10 });
    await clock.advance(2_000);
    board.step({ load_high: 10 });
    expect(told()).toEqual(['+load_high', '-load_high']);
    expect(board.list()).toEqual([]);
    expect(board.raised).toBe(1);
  });

  it('says the same moment however often it is asked', async () => {
    const { clock, board } = rig();
    board.step({ load_high: 91 });
    const [first] = board.list();
    await clock.advance(333.3);
    expect(board.list()[0]!.since).toBe(first!.since);
  });

  it('goes on raising and showing what is muted, and says that it is', () => {
    const { board, facts, told } = rig();
    board.mute('queue_long', true);
    expect(facts).toEqual([]);
    board.step({ queue_long: 101 });
    expect(board.list()).toMatchObject([{ code: 'queue_long', muted: true }]);
    board.mute('queue_long', false);
    board.mute('queue_long', false);
    expect(told()).toEqual(['+queue_long', '+queue_long']);
    expect(facts[1]).toMatchObject({ alert: { muted: false } });
  });

  it('mutes those that were saved and no other', () => {
    const { board } = rig();
    board.step({ load_high: 91, queue_long: 101 });
    board.mute('queue_long', true);
    board.muteOnly(['load_high']);
    expect(board.list().map(({ code, muted }) => [code, muted])).toEqual([
      ['load_high', true],
      ['queue_long', false],
    ]);
  });

  it('takes the limit of memory as it now is', async () => {
    const { clock, board, limit, told } = rig(300);
    const hold = async (megabytes: number) => {
      for (let second = 0; second < 6; second++) {
        board.step({ memory_high: megabytes });
        await clock.advance(1_000);
      }
    };
    await hold(200);
    expect(told()).toEqual([]);
    limit.memory = 100;
    await hold(200);
    expect(told()).toEqual(['+memory_high']);
    expect(board.list()[0]).toMatchObject({ limit: 100, value: 200 });
    await hold(95);
    expect(told()).toHaveLength(1);
    await hold(89);
    expect(told()).toEqual(['+memory_high', '-memory_high']);
  });
});
