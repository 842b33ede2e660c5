import { describe, expect, it } from 'vitest';
import { sourceAddress } from '../../../../../renderer/src/features/models/source-address.ts';

describe('the page a model comes from', () => {
  it.each([
    ['OpenAI; https://github.com/openai/whisper.', 'https://github.com/openai/whisper'],
    ['(see https://huggingface.co/a/b)', 'https://huggingface.co/a/b'],
    ['https://a.example/x, https://b.example/', 'https://a.example/x'],
  ])('is in %j', (source, address) => expect(sourceAddress(source)).toBe(address));
  it.each(['', 'Silero Team; Python package', 'http://github.com/x', 'https://', 'javascript:https'])(
    'is not in %j',
    (source) => expect(sourceAddress(source)).toBeNull(),
  );
});
