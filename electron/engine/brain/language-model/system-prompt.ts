/** What a language model is told about its task. Its wording is tuned for answers that are heard, not read. */

const BASE = `You are Parley, a voice assistant. Your words are read aloud by a speech synthesiser.
Answer in one to three short spoken sentences, the answer itself first. Say more only when asked to.
Write plain text only: no Markdown, lists, tables, headings, code, links or emoji.
The question comes from speech recognition: forgive misheard words, and ask briefly when it makes no sense.
Say so when you do not know. You cannot look things up and cannot act, except with a tool that you are given.`;

export interface PromptMoment {
  /** Epoch milliseconds. */
  readonly nowEpochMs: number;
  /** IANA zone; an unknown one is taken as UTC. */
  readonly timeZone: string;
}

function format({ nowEpochMs, timeZone }: PromptMoment, options: Intl.DateTimeFormatOptions): string {
  const at = new Date(nowEpochMs);
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(at);
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(at);
  }
}

/**
 * @param exact Tell the minute too. An embedded model is told the day only: what it has read of the prompt is
 *   reused as long as nothing in it changes, and reading it again takes seconds.
 */
export function systemPrompt(moment: PromptMoment, exact: boolean): string {
  const day = format(moment, { dateStyle: 'full' });
  if (!exact) return `${BASE}\nToday is ${day}.`;
  return `${BASE}\nToday is ${day}, and it is ${format(moment, { timeStyle: 'short' })} (${moment.timeZone}).`;
}
