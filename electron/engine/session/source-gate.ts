/**
 * The door between a session's source and its pipeline: closed while the session is paused. A source that can wait
 * waits; of one that cannot, nothing is admitted, counted and told when the door opens again.
 */
import { FRAME_MS } from '../../contract/audio.ts';
import type { AudioFrame, Ms } from '../../contract/audio.ts';
import type { AudioSource } from '../capture/source-port.ts';
import type { Sender } from '../runtime/bounded-channel.ts';
import { createWaitingRoom } from '../runtime/waiting-room.ts';

export interface SourceGate {
  readonly closed: boolean;
  close(): void;
  open(): void;
  /** The same source, through this door. */
  behind(source: AudioSource): AudioSource;
}

/** @param onRefused how much sound was not admitted while the door was closed */
export function createSourceGate(onRefused: (ms: Ms) => void): SourceGate {
  let closed = false;
  let refusedMs: Ms = 0;
  const waiting = createWaitingRoom();

  function through(output: Sender<AudioFrame>): Sender<AudioFrame> {
    return {
      async send(frame, signal) {
        while (closed && !signal?.aborted) await waiting.wait(signal);
        return output.send(frame, signal);
      },
      offer(frame) {
        if (!closed) return output.offer(frame);
        refusedMs += FRAME_MS;
        return true;
      },
      end: () => output.end(),
    };
  }

  return {
    get closed() {
      return closed;
    },
    close() {
      closed = true;
    },
    open() {
      closed = false;
      waiting.letGo();
      if (refusedMs > 0) onRefused(refusedMs);
      refusedMs = 0;
    },
    behind: (source) => ({
      ...source,
      run: (output, observer, scope) => source.run(through(output), observer, scope),
    }),
  };
}
