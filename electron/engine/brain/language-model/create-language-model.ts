/** Builds the language model that the settings name, as responders of the brain; none when they name none. */
import type { Settings } from '../../../contract/settings.ts';
import type { Network } from '../../network/network-port.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Responder } from '../brain-port.ts';
import { createGgufEngine } from './gguf-engine.ts';
import { createGgufResponder } from './gguf-responder.ts';
import { createOpenAiResponder } from './openai-responder.ts';
import type { ToolsFor } from './openai-responder.ts';

export interface LanguageModelOptions {
  readonly llm: Settings['llm'];
  readonly clock: Clock;
  /** The way to a server; an embedded model needs none. */
  readonly network: Network;
  /** Tools that a server's model may call; default none. An embedded model is too small for them. */
  readonly tools?: ToolsFor;
}

export interface LanguageModel {
  /** For the end of the brain's chain. */
  readonly responders: readonly Responder[];
  /** Ends what was started; replies under way end as failed. */
  close(): Promise<void>;
}

/** Starts nothing: servers are asked, and weights loaded, with the first question. */
export function createLanguageModel({ llm, clock, network, tools }: LanguageModelOptions): LanguageModel {
  switch (llm.kind) {
    case 'none':
      return { responders: [], close: () => Promise.resolve() };
    case 'openai-compatible':
      return {
        responders: [createOpenAiResponder({ config: llm, clock, network, ...(tools ? { tools } : {}) })],
        close: () => Promise.resolve(),
      };
    case 'gguf': {
      const engine = createGgufEngine(llm, clock);
      return { responders: [createGgufResponder(llm.path, engine, clock)], close: () => engine.close() };
    }
  }
}
