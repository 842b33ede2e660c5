import { describe, expect, it } from 'vitest';
import type { Carrier } from '../../../electron/contract/carrier.ts';
import { faultOf } from '../../../electron/contract/errors.ts';
import type { RpcCall } from '../../../electron/contract/rpc.ts';
import { createMonitorDoor, statusOfFault } from '../../../electron/gateway/monitor-door.ts';

/** A desk that keeps what it is asked and answers when told to. */
function silentDesk() {
  const carriers: Carrier[] = [];
  const calls: RpcCall[] = [];
  return {
    carriers,
    calls,
    connect(carrier: Carrier) {
      carriers.push(carrier);
      carrier.onMessage((message) => calls.push(message as RpcCall));
    },
  };
}

describe('the door to what the desk measures', () => {
  it('opens no line before the first question, and one for all', async () => {
    const desk = silentDesk();
    const door = createMonitorDoor(desk);
    expect(desk.carriers).toHaveLength(0);
    const asked = [
      door.view(),
      door.optimize({ triggerGC: true, cleanupSessions: false, optimizeBuffers: true }),
    ];
    expect(desk.carriers).toHaveLength(1);
    expect(desk.calls.map(({ method, params }) => [method, params])).toEqual([
      ['getMonitor', {}],
      ['optimize', { triggerGC: true, cleanupSessions: false, optimizeBuffers: true }],
    ]);
    // answered the other way round, with an event between
    desk.carriers[0]!.post({ type: 'answer', id: desk.calls[1]!.id, ok: true, value: 'report' });
    desk.carriers[0]!.post({ type: 'event', event: { type: 'historyCleared' } });
    desk.carriers[0]!.post({ type: 'answer', id: desk.calls[0]!.id, ok: true, value: 'view' });
    expect(await Promise.all(asked)).toEqual([
      { ok: true, value: 'view' },
      { ok: true, value: 'report' },
    ]);
  });

  it('hands on the fault of the desk', async () => {
    const desk = silentDesk();
    const asked = createMonitorDoor(desk).view();
    desk.carriers[0]!.post({ type: 'answer', id: desk.calls[0]!.id, ok: false, fault: faultOf('internal') });
    expect(await asked).toMatchObject({ ok: false, fault: { code: 'internal' } });
  });

  it('answers `closed` when the desk ends the line, tells it so, and opens another for the next question', async () => {
    const desk = silentDesk();
    const door = createMonitorDoor(desk);
    const asked = door.view();
    let closed = 0;
    desk.carriers[0]!.onClose(() => closed++);
    desk.carriers[0]!.close();
    desk.carriers[0]!.close();
    expect(await asked).toMatchObject({ ok: false, fault: { code: 'closed' } });
    expect(closed).toBe(1);
    void door.view();
    expect(desk.carriers).toHaveLength(2);
  });

  it('ignores answers nobody waits for and messages that are none', () => {
    const desk = silentDesk();
    void createMonitorDoor(desk).view();
    for (const message of [null, 7, 'x', {}, { type: 'answer', id: 99, ok: true, value: 1 }])
      expect(() => desk.carriers[0]!.post(message)).not.toThrow();
  });

  it.each([
    ['session_unknown', 404],
    ['bad_argument', 400],
    ['closed', 503],
    ['internal', 500],
  ] as const)('%s is %i over HTTP', (code, status) => {
    expect(statusOfFault(code)).toBe(status);
  });
});
