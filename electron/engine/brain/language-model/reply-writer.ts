/** Sends a model's text as a reply: deltas for the eye as they come, sentences for the voice as they complete. */
import type { SendChunk } from '../brain-port.ts';
import { createSentenceStream } from './sentence-stream.ts';
import { createThinkFilter } from './think-filter.ts';

export interface ReplyWriter {
  /** False means stop. */
  write(text: string): Promise<boolean>;
  /** Sends what is left; false means stop. */
  finish(): Promise<boolean>;
  /** Whether anything of the answer was sent. */
  begun(): boolean;
}

export function createReplyWriter(send: SendChunk): ReplyWriter {
  const filter = createThinkFilter();
  const sentences = createSentenceStream();
  let begun = false;

  async function emit(text: string, ended: boolean): Promise<boolean> {
    if (text !== '') {
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
