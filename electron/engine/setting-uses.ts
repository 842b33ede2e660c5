/** What settings mean for models: which are needed, and which language model a trial asks. Pure. */

import { join, sep } from 'node:path';
import { SECRET_MASK } from '../contract/rpc.ts';
import type { Settings } from '../contract/settings.ts';

/** What is tried instead of what is saved. */
export interface LanguageModelTrial {
  readonly baseUrl?: string | undefined;
  readonly model?: string | undefined;
  readonly apiKey?: string | undefined;
}

const TRIAL_TIMEOUT_MS = 10_000;

/** Whether the settings cannot do without this model of the user's folder. */
export function needsModel(settings: Settings, userRoot: string, name: string): boolean {
  const { recognizer, voice, llm } = settings;
  if (name === recognizer || name === voice) return true;
  return llm.kind === 'gguf' && llm.path.startsWith(join(userRoot, name) + sep);
}

const originOf = (address: string): string | null => (URL.canParse(address) ? new URL(address).origin : null);

/**
 * The language model of the settings with what is given in place of it. The saved key goes to the saved server only, and as
 * encrypted as before:
 * an address that is merely tried must not learn it.
 */
export function llmToTry(saved: Settings['llm'], given: LanguageModelTrial): Settings['llm'] {
  const server = saved.kind === 'openai-compatible' ? saved : null;
  if (!server && given.baseUrl === undefined) return saved;
  const baseUrl = given.baseUrl ?? server?.baseUrl ?? '';
  const asSaved = given.apiKey === undefined || given.apiKey === SECRET_MASK;
  const keyIsMeant = server !== null && originOf(baseUrl) === originOf(server.baseUrl);
  return {
    kind: 'openai-compatible',
    baseUrl,
    model: given.model ?? server?.model ?? '',
    apiKey: asSaved ? (keyIsMeant ? server.apiKey : '') : given.apiKey,
    timeoutMs: Math.min(TRIAL_TIMEOUT_MS, server?.timeoutMs ?? TRIAL_TIMEOUT_MS),
  };
}
