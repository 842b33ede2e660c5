import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../../../electron/contract/errors.ts';
import {
  beginRetranscript,
  useTurnOpenState,
} from '../../../../../renderer/src/features/history/turn-open-state.ts';

const heard = (text: string) => ok({ text, words: [], processing_ms: 100 });
const shown = (key: string) => useTurnOpenState.getState().retranscripts[key];

describe('words that are transcribed again', () => {
  it('are those of the recogniser that was asked last, whichever answers first', () => {
    const first = beginRetranscript('turn-a', 'whisper-base');
    const second = beginRetranscript('turn-a', 'sherpa-streaming');
    second(heard('newer'));
    first(heard('older'));
    expect(shown('turn-a')).toMatchObject({ state: 'done', recognizer: 'sherpa-streaming' });
  });

  it('are being made until the newest answer, whatever became of an earlier one', () => {
    const first = beginRetranscript('turn-b', 'whisper-base');
    const second = beginRetranscript('turn-b', 'whisper-base');
    first(err('closed'));
    expect(shown('turn-b')).toMatchObject({ state: 'running' });
    second(err('sound_gone'));
    expect(shown('turn-b')).toMatchObject({ state: 'failed', fault: { code: 'sound_gone' } });
  });
});
