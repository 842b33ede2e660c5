/** Runs one request through a responder and gathers what it sends. */
import type {
  BrainChunk,
  BrainOutcome,
  BrainRequest,
  Responder,
} from '../../electron/engine/brain/brain-port.ts';

export interface CollectedReply {
  readonly outcome: BrainOutcome;
  /** All deltas together. */
  readonly text: string;
  readonly sentences: readonly string[];
}

export interface CollectOptions extends Partial<BrainRequest> {
  readonly signal?: AbortSignal;
  /** Sees each chunk; false stops the reply. */
  readonly onChunk?: (chunk: BrainChunk) => boolean | Promise<boolean>;
}

export async function collectReply(
  responder: Responder,
  text: string,
  { signal, onChunk, ...rest }: CollectOptions = {},
): Promise<CollectedReply> {
  const request: BrainRequest = {
    sessionId: 's',
    turnId: 1,
    text,
    history: [],
    nowEpochMs: Date.UTC(2026, 10, 21, 11, 20),
    timeZone: 'Europe/Berlin',
    ...rest,
  };
  let shown = '';
  const sentences: string[] = [];
  const responding = responder.match(request);
  if (!responding) throw new Error('the responder does not take the request');
  const outcome = await responding.run(async (chunk) => {
    if (chunk.kind === 'delta') shown += chunk.text;
    if (chunk.kind === 'sentence') sentences.push(chunk.text);
    return onChunk ? onChunk(chunk) : true;
  }, signal ?? new AbortController().signal);
  return { outcome, text: shown, sentences };
}
