/** From a sentence to an intent with its slots, or to nothing. Pure, bounded, never throws on any text. */
import { alarmSkill } from './alarm-skill.ts';
import { chatSkill } from './chat-skill.ts';
import { controlSkill } from './control-skill.ts';
import { dateSkill } from './date-skill.ts';
import { createMatchRun, createSentence } from './grammar.ts';
import { listsSkill } from './lists-skill.ts';
import { mathSkill } from './math-skill.ts';
import { notesSkill } from './notes-skill.ts';
import { reminderSkill } from './reminder-skill.ts';
import type { Skill, Understood } from './skill.ts';
import { timeSkill } from './time-skill.ts';
import { timerSkill } from './timer-skill.ts';
import { stripFillers, tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';
import { unitsSkill } from './units-skill.ts';

/** Asked in this order: commands before facts, so that "cancel" never reads as anything else. */
export const skills: readonly Skill[] = [
  controlSkill,
  timerSkill,
  alarmSkill,
  reminderSkill,
  listsSkill,
  notesSkill,
  timeSkill,
  dateSkill,
  unitsSkill,
  mathSkill,
  chatSkill,
];

export interface Understanding extends Understood {
  readonly skill: Skill;
}

function match(text: string, tokens: readonly Token[]): Understanding | null {
  const first = tokens[0]?.word;
  if (first === undefined) return null;
  const run = createMatchRun(createSentence(text, tokens));
  for (const skill of skills) {
    for (const rule of skill.rules) {
      if (rule.first && !rule.first.has(first)) continue;
      const slots = rule.match(run);
      if (slots) return { skill, intent: rule.intent, slots };
    }
  }
  return null;
}

/** Understands `text` as it was heard: with or without wake words and politeness. */
export function understand(text: string): Understanding | null {
  const tokens = tokenize(text);
  if (tokens.length === 0) return null;
  const stripped = stripFillers(tokens);
  return match(text, stripped) ?? (stripped.length < tokens.length ? match(text, tokens) : null);
}
