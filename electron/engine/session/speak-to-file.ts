/** Reads text into one sound, piece by piece, without a session or a clock: for files. */
import { writeFile } from 'node:fs/promises';
import type { MonoSound } from '../../contract/audio.ts';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import { encodeWav } from '../dsp/wav.ts';
import { createBoundedChannel } from '../runtime/bounded-channel.ts';
import { createScope } from '../runtime/scope.ts';
import type { TtsEngine } from '../tts/tts-port.ts';
import { createTtsStage } from '../tts/tts-stage.ts';
import type { TtsPiece, TtsSentence } from '../tts/tts-stage.ts';

/** Errors: whatever the voice reports; `closed` when aborted; `audio_empty` when there is nothing to speak. */
export async function speakText(
  engine: TtsEngine,
  text: string,
  rate: number,
  signal: AbortSignal,
): Promise<Result<MonoSound>> {
  const scope = createScope();
  const abort = () => void scope.close();
  signal.addEventListener('abort', abort, { once: true });
  const sentences = createBoundedChannel<TtsSentence>({ name: 'text->tts', capacity: 1, full: 'wait' });
  const pieces = createBoundedChannel<TtsPiece>({ name: 'tts->file', capacity: 4, full: 'wait' });
  let failure: Result<never> | null = null;
  const stage = createTtsStage({
    engine,
    sessionId: 'file',
    rate: () => rate,
    // nobody hears it before it is whole
    hurried: false,
    onFault: (_turn, fault) => (failure = { ok: false, fault }),
  });
  const running = stage.run(sentences, pieces, scope).finally(() => pieces.end());
  await sentences.send({ turnId: 1, text });
  sentences.end();
  const parts: Float32Array[] = [];
  for (let piece = await pieces.receive(scope.signal); piece; piece = await pieces.receive(scope.signal)) {
    parts.push(piece.sound.samples);
  }
  await running;
  signal.removeEventListener('abort', abort);
  if (signal.aborted) return err('closed', 'interrupted');
  if (failure) return failure;
  if (parts.length === 0) return err('audio_empty', 'there is nothing to speak in the text');
  const samples = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    samples.set(part, at);
    at += part.length;
  }
  return ok({ samples, sampleRateHz: engine.sampleRateHz });
}

/** Writes what `speakText` makes as a WAV file. Further errors: `file_unwritable`. */
export async function speakTextToFile(
  engine: TtsEngine,
  text: string,
  rate: number,
  path: string,
  signal: AbortSignal,
): Promise<Result<void>> {
  const sound = await speakText(engine, text, rate, signal);
  if (!sound.ok) return sound;
  try {
    await writeFile(path, encodeWav(sound.value));
    return ok(undefined);
  } catch (thrown) {
    return err('file_unwritable', `${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}
