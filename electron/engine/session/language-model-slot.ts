/** The place of the language model in the brain's chain: what stands in it follows the settings, at once. */
import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../../contract/settings.ts';
import type { Responder } from '../brain/brain-port.ts';
import { createLanguageModel } from '../brain/language-model/create-language-model.ts';
import type { ToolsFor } from '../brain/language-model/openai-responder.ts';
import type { Network } from '../network/network-port.ts';
import type { Clock } from '../runtime/clock.ts';

export interface LanguageModelSlot {
  readonly responder: Responder;
  /** Replaces the model when its settings have changed; a reply under way ends as failed. */
  follow(llm: Settings['llm']): void;
  close(): Promise<void>;
}

export function createLanguageModelSlot(
  llm: Settings['llm'],
  clock: Clock,
  network: Network,
  tools: ToolsFor,
): LanguageModelSlot {
  let config = llm;
  let model = createLanguageModel({ llm, clock, network, tools });
  let closing: Promise<void> = Promise.resolve();
  return {
    responder: {
      name: 'language model',
      match(request) {
        for (const responder of model.responders) {
          const responding = responder.match(request);
          if (responding) return responding;
        }
        return null;
      },
    },
    follow(next) {
      if (isDeepStrictEqual(next, config)) return;
      const old = model;
      config = next;
      model = createLanguageModel({ llm: next, clock, network, tools });
      closing = closing.then(() => old.close());
    },
    async close() {
      await closing;
      await model.close();
    },
  };
}
