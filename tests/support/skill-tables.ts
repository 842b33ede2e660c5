/** Reads the tables of phrasings under tests/fixtures/skills. */
import { readFileSync } from 'node:fs';
import { understand } from '../../electron/engine/brain/skills/understand.ts';

const linesOf = (name: string): readonly string[] =>
  readFileSync(new URL(`../fixtures/skills/${name}.tsv`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean);

export interface Phrasing {
  readonly text: string;
  readonly intent: string;
  readonly slots: unknown;
}

/** Phrasings with the intent and slots they must give. */
export function readPhrasings(name: 'phrasings' | 'held-out'): readonly Phrasing[] {
  return linesOf(name).map((line) => {
    const [text, intent, slots] = line.split('\t') as [string, string, string];
    return { text, intent, slots: JSON.parse(slots) as unknown };
  });
}

/** Sentences that no skill may act on. */
export const readOutOfDomain = (): readonly string[] => linesOf('out-of-domain');

export interface Conversation {
  readonly skill: string;
  /** What is said and what is answered, in order; "-" means not understood. */
  readonly exchanges: readonly (readonly [said: string, answer: string])[];
}

export function readConversations(): readonly Conversation[] {
  const conversations: { skill: string; exchanges: [string, string][] }[] = [];
  for (const line of linesOf('answers')) {
    if (line.startsWith('# ')) conversations.push({ skill: line.slice(2), exchanges: [] });
    else conversations.at(-1)!.exchanges.push(line.split('\t') as [string, string]);
  }
  return conversations;
}

/** What was understood, in the form the tables have; null for nothing. */
export function understoodAs(text: string): Omit<Phrasing, 'text'> | null {
  const understood = understand(text);
  return (
    understood && {
      intent: understood.intent,
      slots: JSON.parse(JSON.stringify(understood.slots)) as unknown,
    }
  );
}
