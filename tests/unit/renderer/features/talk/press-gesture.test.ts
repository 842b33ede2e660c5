import { describe, expect, it } from 'vitest';
import { pressStep } from '../../../../../renderer/src/features/talk/press-gesture.ts';
import type { PressInput, PressState } from '../../../../../renderer/src/features/talk/press-gesture.ts';

function commandsOf(...inputs: PressInput[]): (string | null)[] {
  let state: PressState = 'up';
  return inputs.map((input) => {
    const step = pressStep(state, input);
    state = step.state;
    return step.command;
  });
}

describe('the talk button', () => {
  it('toggles on a short click', () => {
    expect(commandsOf('down', 'up')).toEqual([null, 'toggleTalk']);
  });
  it('talks while it is held', () => {
    expect(commandsOf('down', 'held', 'up')).toEqual([null, 'pressTalk', 'releaseTalk']);
  });
  it('lets go when the pointer is taken away', () => {
    expect(commandsOf('down', 'held', 'cancel')).toEqual([null, 'pressTalk', 'releaseTalk']);
    expect(commandsOf('down', 'cancel', 'up')).toEqual([null, null, null]);
  });
  it('is not confused by a timer that comes late or twice', () => {
    expect(commandsOf('down', 'up', 'held')).toEqual([null, 'toggleTalk', null]);
    expect(commandsOf('down', 'held', 'held', 'up', 'up')).toEqual([
      null,
      'pressTalk',
      null,
      'releaseTalk',
      null,
    ]);
  });
});
