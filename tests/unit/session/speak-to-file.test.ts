import { describe, expect, it } from 'vitest';
import { speakText } from '../../../electron/engine/session/speak-to-file.ts';
import { createFakeTtsEngine } from '../../fakes/fake-tts-engine.ts';

const speak = async (text: string) => {
  const engine = createFakeTtsEngine({});
  const sound = await speakText(engine, text, 1, new AbortController().signal);
  return { engine, sound };
};

describe('text read into one sound', () => {
  it('is not divided for a listener who waits: nobody does', async () => {
    const { engine } = await speak('What is twelve times twelve?');
    expect(engine.requests.map(({ text }) => text)).toEqual(['What is twelve times twelve?']);
  });

  it('has no silence but the voice’s own between its pieces', async () => {
    const long = 'The lighthouse has stood on its rock for a hundred years, and nobody lives in it. '.repeat(
      5,
    );
    const { engine, sound } = await speak(long);
    expect(engine.requests.length).toBeGreaterThan(1);
    const alone = await Promise.all(engine.requests.map(({ text }) => speak(text)));
    const length = (one: typeof sound) => (one.ok ? one.value.samples.length : NaN);
    expect(length(sound)).toBe(alone.reduce((sum, one) => sum + length(one.sound), 0));
  });

  it('without anything to speak is refused', async () => {
    const { sound } = await speak('');
    expect(sound).toMatchObject({ ok: false, fault: { code: 'audio_empty' } });
  });
});
