/**
 * The recogniser that is told what it may hear: the wake phrase among other things people call out. Made when it is
 * first needed, and anew when the phrase has changed.
 */
import type { SttEngine, SttStream } from '../stt/stt-port.ts';
import type { WakeJudge } from '../wake/wake-port.ts';
import type { SessionContext } from './session-context.ts';

export interface HintedStream {
  /** For an utterance that is about to begin. */
  forNext(): SttStream;
  /** The one of the last call; null before it. */
  readonly current: SttStream | null;
  close(): void;
}

export function createHintedStream(
  context: SessionContext,
  stt: SttEngine,
  judge: () => WakeJudge | null,
): HintedStream {
  let made: { readonly stream: SttStream; readonly hint: string } | null = null;
  return {
    forNext() {
      const hint = judge()?.hint ?? '';
      if (made?.hint === hint) return made.stream;
      made?.stream.close();
      const stream = stt.createStream({
        sessionId: context.sessionId,
        // read anew with each utterance, since the language may be changed in mid-conversation
        get language() {
          return context.settings().language;
        },
        ...(hint === '' ? {} : { prompt: hint }),
      });
      made = { stream, hint };
      return stream;
    },
    get current() {
      return made?.stream ?? null;
    },
    close() {
      made?.stream.close();
      made = null;
    },
  };
}
