/** What the engine and the process that owns an embedded model say to each other. Plain JSON. */
import type { ChatMessage } from '../../../contract/turns.ts';

export type LlamaRequest =
  | {
      readonly kind: 'load';
      readonly path: string;
      readonly threads: number;
      readonly contextTokens: number;
    }
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly system: string;
      /** Begins and ends with the user, alternating. */
      readonly messages: readonly ChatMessage[];
      readonly maxTokens: number;
    }
  | { readonly kind: 'abort'; readonly id: number };

export type LlamaEvent =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'load-failed'; readonly code: 'addon_missing' | 'llm_file'; readonly detail: string }
  | { readonly kind: 'text'; readonly id: number; readonly text: string }
  /** Also after an abort. */
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly detail: string };
