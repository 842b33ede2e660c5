import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../../electron/contract/errors.ts';
import {
  answerTrial,
  beginTrial,
  noTrial,
  outcomeFor,
} from '../../../../renderer/src/features/settings/model-trial.ts';

const works = ok({ models: ['llama'], first_token_ms: 80 });

describe('what came of trying a language model', () => {
  it('is told of what was tried', () => {
    expect(outcomeFor(noTrial, 'a').state).toBe('none');
    expect(outcomeFor(beginTrial('a'), 'a').state).toBe('running');
    const worked = answerTrial(beginTrial('a'), 'a', works);
    expect(outcomeFor(worked, 'a')).toEqual({ state: 'worked', firstTokenMs: 80, models: ['llama'] });
    const failed = answerTrial(beginTrial('a'), 'a', err('llm_unreachable'));
    expect(outcomeFor(failed, 'a')).toMatchObject({ state: 'failed', fault: { code: 'llm_unreachable' } });
  });

  it('says nothing of what it was edited to since', () => {
    const edited = answerTrial(beginTrial('a'), 'a', works);
    expect(outcomeFor(edited, 'b').state).toBe('none');
  });

  it('does not take an earlier answer for that of the newest', () => {
    const second = answerTrial(beginTrial('b'), 'a', works);
    expect(outcomeFor(second, 'b').state).toBe('running');
  });
});
