import { describe, expect, it } from 'vitest';
import { createAnswerOrder } from '../../../../renderer/src/bridge/answer-order.ts';

describe('answers to a question that is asked again', () => {
  it('are shown as they come, in order', () => {
    const order = createAnswerOrder();
    const [first, second] = [order.ask(), order.ask()];
    expect([first(), second()]).toEqual([true, true]);
  });

  it('are left out when a newer one has come', () => {
    const order = createAnswerOrder();
    const [first, second] = [order.ask(), order.ask()];
    expect([second(), first()]).toEqual([true, false]);
  });

  it('are shown although each comes after the next was asked for', () => {
    const order = createAnswerOrder();
    let waiting = order.ask();
    for (let i = 0; i < 5; i++) {
      const next = order.ask();
      expect(waiting()).toBe(true);
      waiting = next;
    }
  });

  it('are none of another question', () => {
    const order = createAnswerOrder();
    const late = order.ask();
    order.end();
    expect(late()).toBe(false);
  });
});
