/** Sends whole sentences as a reply: text for the eye and the same text for the voice. */
import type { BrainOutcome, SendChunk } from './brain-port.ts';

/** Sends each sentence as a delta and a sentence chunk. Null when all went out, else the outcome that ends the reply. */
export async function speakSentences(
  sentences: readonly string[],
  send: SendChunk,
  signal: AbortSignal,
): Promise<BrainOutcome | null> {
  for (const [i, text] of sentences.entries()) {
    if (signal.aborted) return { kind: 'cancelled' };
    const delta = i < sentences.length - 1 ? `${text} ` : text;
    if (!(await send({ kind: 'delta', text: delta }))) return { kind: 'cancelled' };
    if (!(await send({ kind: 'sentence', text }))) return { kind: 'cancelled' };
  }
  return signal.aborted ? { kind: 'cancelled' } : null;
}
