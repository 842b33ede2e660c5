/** What a skill is: rules that understand and a function that answers. Shared by every skill file. */
import type { BrainAction } from '../brain-port.ts';
import type { SkillStorage } from '../skill-storage.ts';
import type { Rule, Slots } from './grammar.ts';

/** The part of the settings that answers depend on; the whole Settings object fits. */
export interface SkillSettings {
  readonly units: 'metric' | 'imperial';
  readonly hourCycle: 'h12' | 'h24';
  /** IANA zone; the request's zone when absent. */
  readonly timeZone?: string;
}

/** JSON-safe. */
export interface Understood {
  /** skill.what, for example timer.set */
  readonly intent: string;
  readonly slots: Slots;
}

export interface SkillContext {
  readonly storage: SkillStorage;
  readonly settings: SkillSettings;
  readonly nowEpochMs: number;
  /** Known to Intl. */
  readonly timeZone: string;
  /** An id that has not been used. */
  newId(): string;
}

export interface SkillAnswer {
  /** Whole sentences; none for a silent action. */
  readonly say: readonly string[];
  readonly actions?: readonly BrainAction[];
}

export interface Skill {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** Acts and answers. `understood.intent` is one of this skill's rules. May throw what the storage throws. */
  answer(understood: Understood, context: SkillContext): SkillAnswer;
}

export const say = (...sentences: string[]): SkillAnswer => ({ say: sentences });

/** Makes the first letter of a sentence a capital. */
export const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
