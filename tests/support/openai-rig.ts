/** Language models behind the fake server, ready to be asked. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Responder } from '../../electron/engine/brain/brain-port.ts';
import { createLanguageModel } from '../../electron/engine/brain/language-model/create-language-model.ts';
import type { LanguageTool } from '../../electron/engine/brain/language-model/language-tool.ts';
import { createNetwork } from '../../electron/engine/network/network.ts';
import { createRealClock } from '../../electron/engine/runtime/clock.ts';
import type { Clock } from '../../electron/engine/runtime/clock.ts';
import { startFakeOpenAiServer } from '../fakes/fake-openai-server.ts';
import type { FakeOpenAiServer } from '../fakes/fake-openai-server.ts';
import { collectReply } from './collect-reply.ts';

/** The word "secret" must not come out anywhere. */
export const KEY = 'sk-very-secret-key-1234';

/** How a reply ends that went well. */
export const done = { kind: 'done', source: 'llm:test-model' };

export interface Made {
  readonly baseUrl?: string;
  readonly apiKey?: string;
  readonly timeoutMs?: number;
  readonly tools?: readonly LanguageTool[];
  readonly clock?: Clock;
}

export interface OpenAiRig {
  /** The server of this test file; its requests are forgotten before each test. */
  readonly server: () => FakeOpenAiServer;
  readonly responder: (made?: Made) => Responder;
  /** Asks, and gives code and message of the fault it must end in. */
  readonly faultOf: (
    made?: Made,
    text?: string,
  ) => Promise<{ readonly code: string; readonly message: string }>;
}

/** Call it once at the top of a test file. */
export function setUpOpenAiRig(): OpenAiRig {
  let server: FakeOpenAiServer;
  beforeAll(async () => {
    server = await startFakeOpenAiServer();
  });
  afterAll(() => server.close());
  beforeEach(() => server.forget());

  function responder({ tools, clock, ...config }: Made = {}): Responder {
    const common = { kind: 'openai-compatible' as const, model: 'test-model', apiKey: KEY, timeoutMs: 5_000 };
    const model = createLanguageModel({
      llm: { ...common, baseUrl: server.baseUrl, ...config },
      clock: clock ?? createRealClock(),
      network: createNetwork('allowed'),
      ...(tools ? { tools: () => tools } : {}),
    });
    return model.responders[0]!;
  }

  return {
    server: () => server,
    responder,
    async faultOf(made = {}, text = 'What is up?') {
      const { outcome } = await collectReply(responder(made), text);
      if (outcome.kind !== 'failed') throw new Error(`ended as ${outcome.kind}`);
      expect(JSON.stringify(outcome)).not.toContain('secret');
      return { code: outcome.fault.code, message: outcome.fault.message };
    },
  };
}
