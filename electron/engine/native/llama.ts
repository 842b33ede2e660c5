/** The door to node-llama-cpp. Loads its prebuilt CPU library only: it never downloads and never compiles. */
import { err, ok } from '../../contract/errors.ts';
import type * as NodeLlama from 'node-llama-cpp';
import type { Result } from '../../contract/errors.ts';

export type { ChatHistoryItem, LlamaChatSession, LlamaContext, LlamaModel } from 'node-llama-cpp';
export type Llama = typeof NodeLlama;

/** Errors: `addon_missing`. */
export async function loadLlama(): Promise<Result<Llama>> {
  try {
    return ok(await import('node-llama-cpp'));
  } catch (thrown) {
    return err(
      'addon_missing',
      `node-llama-cpp: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
}
