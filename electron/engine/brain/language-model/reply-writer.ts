/** Sends a model's text as a reply: deltas for the eye as they come, sentences for the voice as they complete. */
import type { SendChunk } from '../brain-port.ts';
import type { Clock } from '../../runtime/clock.ts';
import { createSentenceStream } from './sentence-stream.ts';
import { createThinkFilter } from './think-filter.ts';
import { QUICK_CHARS_PER_SECOND } from './tuning.ts';

export interface ReplyWriter {
  /** False means stop. */
  write(text: string): Promise<boolean>;
  /** Sends what is left; false means stop. */
  finish(): Promise<boolean>;
  /** Whether anything of the answer was sent. */
  begun(): boolean;
}

export function createReplyWriter(send: SendChunk, clock: Clock): ReplyWriter {
  const filter = createThinkFilter();
  let begun = false;
  let begunAtMs = 0;
  /** Behind the first delta, whose own time is that of reading the question. */
  let laterChars = 0;
  const sentences = createSentenceStream({
    isQuick: () => laterChars > 0 && laterChars * 1000 >= QUICK_CHARS_PER_SECOND * (clock.now() - begunAtMs),
  });

  async function emit(text: string, ended: boolean): Promise<boolean> {
    if (text !== '') {
      if (begun) laterChars += text.length;
      else begunAtMs = clock.now();
      begun = true;
      if (!(await send({ kind: 'delta', text }))) return false;
    }
    const complete = [...sentences.push(text), ...(ended ? sentences.end() : [])];
    for (const sentence of complete) if (!(await send({ kind: 'sentence', text: sentence }))) return false;
    return true;
  }

  return {
    write: (text) => emit(filter.push(text), false),
    finish: () => emit(filter.end(), true),
    begun: () => begun,
  };
}
