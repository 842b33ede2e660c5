/**
 * Joins a short answer to the question the skills asked just before: "For how long?" "Five minutes."
 * The question itself, as it was heard, is the only memory; nothing is kept between turns.
 */
import type { ChatMessage } from '../../../contract/turns.ts';

const questions: readonly (readonly [RegExp, (asked: RegExpExecArray, said: string) => readonly string[]])[] =
  [
    [/^For how long\?$/, (_, said) => [`set a timer for ${said}`]],
    [/^For what time\?$/, (_, said) => [`set an alarm for ${said}`]],
    [
      /^When should I remind you to (.{1,300})\?$/s,
      (asked, said) => [`remind me ${said} to ${asked[1]!}`, `remind me at ${said} to ${asked[1]!}`],
    ],
    [/^What should I note\?$/, (_, said) => [`take a note ${said}`]],
  ];

/** Whole sentences that `text` may stand for after the last thing that was said to the user; empty when none was a question. */
export function followUps(history: readonly ChatMessage[], text: string): readonly string[] {
  const last = history.at(-1);
  if (last?.role !== 'assistant') return [];
  const said = text
    .trim()
    .replace(/^(?:for|until|uh|um)\s+/i, '')
    .replace(/[.!?]+$/, '');
  if (!said) return [];
  for (const [question, build] of questions) {
    const asked = question.exec(last.text.trim());
    if (asked) return build(asked, said);
  }
  return [];
}
