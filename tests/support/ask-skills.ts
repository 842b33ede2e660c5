/** Asks the skills as a session would, at a fixed time: Tuesday, March 10, 2026, 10:00 in London. */
import type { BrainChunk, BrainOutcome, BrainRequest } from '../../electron/engine/brain/brain-port.ts';
import { createSkillResponder } from '../../electron/engine/brain/skills/skill-responder.ts';
import type { SkillSettings } from '../../electron/engine/brain/skills/skill.ts';
import type { ChatMessage } from '../../electron/contract/turns.ts';
import { createVirtualClock } from '../../electron/engine/runtime/virtual-clock.ts';
import { createFakeSkillStorage } from '../fakes/fake-skill-storage.ts';

export const FIXED_NOW = Date.UTC(2026, 2, 10, 10, 0, 0);

export const requestOf = (text: string, history: readonly ChatMessage[] = []): BrainRequest => ({
  sessionId: 's1',
  turnId: 1,
  text,
  history,
  nowEpochMs: FIXED_NOW,
  timeZone: 'Europe/London',
});

export function createSkillBench(settings: Partial<SkillSettings> = {}) {
  const storage = createFakeSkillStorage();
  const clock = createVirtualClock(FIXED_NOW);
  let changes = 0;
  const responder = createSkillResponder({
    storage,
    clock,
    settings: () => ({ units: 'metric', hourCycle: 'h12', ...settings }),
    onScheduleChanged: () => void changes++,
  });
  const history: ChatMessage[] = [];
  return {
    storage,
    clock,
    responder,
    history,
    scheduleChanges: () => changes,
    /** Null when the skills do not understand; remembers the exchange as history. */
    async ask(text: string): Promise<{ chunks: BrainChunk[]; outcome: BrainOutcome; said: string } | null> {
      const responding = responder.match(requestOf(text, history));
      if (!responding) return null;
      const chunks: BrainChunk[] = [];
      const outcome = await responding.run((chunk) => {
        chunks.push(chunk);
        return Promise.resolve(true);
      }, new AbortController().signal);
      const actions = chunks.flatMap((chunk) =>
        chunk.kind === 'action' ? [`<${JSON.stringify(chunk.action)}>`] : [],
      );
      const spoken = chunks.flatMap((chunk) => (chunk.kind === 'sentence' ? [chunk.text] : [])).join(' ');
      history.push({ role: 'user', text }, { role: 'assistant', text: spoken });
      return { chunks, outcome, said: [...actions, spoken].filter(Boolean).join(' ') };
    },
  };
}
