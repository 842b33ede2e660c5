/**
 * The final text of an utterance from the small recogniser, which takes a fraction of the time, for as long as there is
 * more to do than time for it. Whatever keeps it from answering, the recogniser that heard the utterance answers.
 */
import type { SttEngine, SttOutcome, Transcript } from '../stt/stt-port.ts';

/**
 * @param small null: none is loaded that knows the language
 * @param sound the whole utterance so far, 16 kHz mono
 * @param signal the text is not wanted any more
 */
export async function hearWithSmall(
  small: SttEngine | null,
  options: { readonly sessionId: string; readonly language: string },
  sound: () => Float32Array,
  signal: AbortSignal,
): Promise<SttOutcome<Transcript> | null> {
  if (!small) return null;
  const stream = small.createStream(options);
  try {
    stream.begin();
    if (!stream.push(sound())) return null;
    const outcome = await stream.final({ words: true, signal });
    return outcome.kind === 'done' || signal.aborted ? outcome : null;
  } finally {
    stream.close();
  }
}
