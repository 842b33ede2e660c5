/**
 * One who speaks recordings over a line in real time, as a socket would bring them: whatever Parley does meanwhile, the
 * bytes come when they are due. Waits for an answer before the next recording, as a person does.
 */
import type { Clip } from './read-clips.ts';

export interface ClipSpeaker {
  /** As a stream input wants it. */
  listen(onBytes: (bytes: Uint8Array) => void): () => void;
  /** Begins no further recording; silence goes on. */
  hush(): void;
  /** Recordings begun. */
  readonly spoken: number;
  /** Nothing is being spoken. */
  readonly quiet: boolean;
}

export interface SpeakerParts {
  readonly clips: readonly Clip[];
  /** The first to be spoken. */
  readonly from: number;
  /** Whether the next may begin. */
  readonly mayBegin: () => boolean;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  readonly every: (ms: number, tick: () => void) => () => void;
}

const BYTES_PER_MS = 32;
const PIECE_MS = 40;
/** At least this much silence before each recording: as long as people leave between two sentences. */
const GAP_MS = 700;
/** Behind by more than this, a line loses what it could not bring. */
const LATE_MOST_MS = 1_000;

export function createClipSpeaker(parts: SpeakerParts): ClipSpeaker {
  const { clips, now } = parts;
  let next = parts.from % clips.length;
  let clip: Uint8Array | null = null;
  let at = 0;
  let silentMs = 0;
  let hushed = false;
  let spoken = 0;

  function begin(): void {
    clip = clips[next]!.pcm;
    next = (next + 1) % clips.length;
    at = 0;
    spoken++;
  }

  /** The next `bytes` of the line; an even number. */
  function piece(bytes: number): Uint8Array {
    if (!clip && !hushed && silentMs >= GAP_MS && parts.mayBegin()) begin();
    const out = new Uint8Array(bytes);
    if (!clip) {
      silentMs += bytes / BYTES_PER_MS;
      return out;
    }
    out.set(clip.subarray(at, at + bytes));
    at += bytes;
    if (at >= clip.length) {
      clip = null;
      silentMs = 0;
    }
    return out;
  }

  return {
    listen(onBytes) {
      let sentMs = now();
      return parts.every(PIECE_MS / 2, () => {
        sentMs = Math.max(sentMs, now() - LATE_MOST_MS);
        for (; now() - sentMs >= PIECE_MS; sentMs += PIECE_MS) onBytes(piece(PIECE_MS * BYTES_PER_MS));
      });
    },
    hush() {
      hushed = true;
    },
    get spoken() {
      return spoken;
    },
    get quiet() {
      return clip === null;
    },
  };
}
