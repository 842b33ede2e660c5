/**
 * Turns text that arrives in pieces into whole sentences to be spoken. Pure. Owns where a sentence ends; what comes
 * out is the same however the text was cut, and put together again it is the text, but for white space between.
 * A code block is one sentence: the voice tells that it is there.
 */
import { breathStrength } from '../../phonetics/breath-places.ts';
import { FIRST_BREATH_CHARS, FIRST_CLAUSE_CHARS, LONGEST_SENTENCE_CHARS } from './tuning.ts';

export interface SentenceStream {
  /** Sentences that this text completes, trimmed, none empty. */
  push(text: string): readonly string[];
  /** What is left when nothing follows. */
  end(): readonly string[];
}

/** Never end a sentence. */
const titles =
  /^(?:dr|mr|mrs|ms|prof|sr|jr|st|mt|ft|gen|col|sgt|capt|lt|rev|hon|gov|sen|rep|pres|vs|cf|approx|ca|fig|figs|eq|vol|ch|sec|no|nos|pp?|ed|eds|e\.g|i\.e|eg|ie|viz|al|dept|est|incl|esp|min|max|temp|tel|ext)$/i;
/** End one only when a capital follows. */
const maybe =
  /^(?:etc|inc|ltd|co|corp|bros|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|ave|blvd|rd|a\.m|p\.m|am|pm|b\.c|a\.d|u\.s|u\.k|u\.n|e\.u|d\.c|ph\.d|b\.a|m\.a|b\.sc|m\.sc|ft|in|lb|lbs|oz|hr|hrs|sec|secs)$/i;
/** A line that so far is the number or letter of a list item. */
const listMark = /^\s*(?:[#>*\-+]\s*)*(?:\d{1,3}|[A-Za-z])$/;
const closers = /["'”’»)\]}*_`]/;
const space = /\s/;
/** Where a decision may be due; everything else is passed over. */
const marks = /[.!?…。！？,;:\-–—\n\r ]/g;
/** Words and nothing that a cut could tear apart: no quotation, no mark of emphasis, no address. */
const plainWords = /^[\p{L}\p{N} ,'’-]+$/u;

/** A place in the text: an end of a sentence, not one, or one that cannot be told before more text comes. */
type Verdict = number | 'no' | 'wait';

/** What goes on with a sentence behind a full stop. */
const goesOn = /[\p{Ll},;:.!?)\]}…]/u;

/** Index of the next character that is not white space, or -1. */
function nextSolid(text: string, from: number): number {
  for (let i = from; i < text.length; i++) if (!space.test(text[i]!)) return i;
  return -1;
}

const lineOf = (text: string, at: number) => text.slice(text.lastIndexOf('\n', at - 1) + 1, at);

/** May the sentence end here, seen from what follows? `sure` when white space alone decides. */
function judgeFollower(text: string, end: number, ended: boolean, sure: boolean): Verdict {
  if (end >= text.length) return ended ? end : 'wait';
  if (!space.test(text[end]!)) return 'no';
  if (sure) return end;
  const next = nextSolid(text, end);
  if (next < 0) return ended ? end : 'wait';
  return text.slice(end, next).includes('\n') || !goesOn.test(text[next]!) ? end : 'no';
}

function judgeFullStop(text: string, at: number, ended: boolean): Verdict {
  let end = at + 1;
  while (end < text.length && /[.!?…]/.test(text[end]!)) end++;
  const run = text.slice(at, end);
  const bodyEnd = end;
  while (end < text.length && closers.test(text[end]!)) end++;
  if (end >= text.length && !ended) return 'wait';
  const quoted = end > bodyEnd;
  if (run !== '.') return judgeFollower(text, end, ended, /[!?]/.test(run) && !quoted);
  const word = /[\p{L}\p{N}.]*$/u.exec(text.slice(Math.max(0, at - 40), at))![0].replace(/^\.+/, '');
  if (end >= text.length) return end;
  if (listMark.test(lineOf(text, at))) return 'no';
  if (titles.test(word)) return /^nos?$/i.test(word) ? judgeNumberWord(text, end, ended) : 'no';
  if (/^\p{Lu}$/u.test(word) && word !== 'I') return 'no';
  const plain = /^\p{Ll}{4,}$/u.test(word) && !maybe.test(word) && !quoted;
  return judgeFollower(text, end, ended, plain);
}

/** "No. 5" is a number, "No. I will not." is an answer. */
function judgeNumberWord(text: string, end: number, ended: boolean): Verdict {
  const next = nextSolid(text, end);
  if (next < 0) return ended ? end : 'wait';
  return /\p{N}/u.test(text[next]!) ? 'no' : judgeFollower(text, end, ended, false);
}

/** A line break ends a sentence unless the next line goes on with a small letter. */
function judgeLineBreak(text: string, at: number, ended: boolean): Verdict {
  if (text.slice(0, at).trim() === '') return 'no';
  const next = nextSolid(text, at);
  if (next < 0) return ended ? at : 'wait';
  if (/\n\s*\n/.test(text.slice(at, next))) return at;
  return /\p{Ll}/u.test(text[next]!) ? 'no' : at;
}

function judgeClause(text: string, at: number, least: number): Verdict {
  const mark = text[at]!;
  if (at + 1 < least) return 'no';
  if (at + 1 >= text.length) return 'wait';
  if (!space.test(text[at + 1]!)) return 'no';
  return mark === '-' && !space.test(text[at - 1]!) ? 'no' : at + 1;
}

/**
 * Between two words of the first sentence, where a speaker would breathe. What is known of the next word must be all of
 * it, or the same text cut elsewhere would be spoken otherwise.
 */
function judgeBreath(text: string, at: number, least: number): Verdict {
  if (at < least || space.test(text[at - 1]!)) return 'no';
  const next = /^ +(\p{L}+)(?![\p{L}'’-])/u.exec(text.slice(at));
  if (!next || at + next[0].length >= text.length)
    return /^ +[\p{L}'’-]*$/u.test(text.slice(at)) ? 'wait' : 'no';
  const before = text.slice(0, at);
  return plainWords.test(before) && breathStrength(before, next[1]!) > 0 ? at : 'no';
}

/** A code block that begins the text: its end, or whether to wait for it. */
function judgeFence(text: string, ended: boolean): Verdict {
  if (!ended && text.length < 3 && '```'.startsWith(text)) return 'wait';
  if (!text.startsWith('```')) return 'no';
  const close = /\n[ \t]*```[ \t]*(?=\n|\r|$)/.exec(text);
  if (!close) return ended ? text.length : 'wait';
  const end = close.index + close[0].length;
  return end >= text.length && !ended ? 'wait' : end;
}

/** Text that goes on without an end is cut at the last space that keeps it short enough. */
function judgeLength(text: string, upTo: number): number | null {
  if (upTo <= LONGEST_SENTENCE_CHARS) return null;
  const before = text.lastIndexOf(' ', LONGEST_SENTENCE_CHARS);
  if (before > 0) return before;
  const after = text.indexOf(' ', LONGEST_SENTENCE_CHARS);
  return after > 0 && after < upTo ? after : null;
}

interface Found {
  /** Length of the first sentence, or null when it has not ended. */
  readonly end: number | null;
  /** Where to go on looking when there is more text. */
  readonly resume: number;
}

/** How short a piece may be: the first one of an answer that comes quickly, the one behind it, and all others. */
type Stage = 'first breath' | 'second breath' | 'first clause' | 'sentences';

function findEnd(text: string, from: number, ended: boolean, stage: Stage): Found {
  const fence = judgeFence(text, ended);
  if (fence === 'wait') return { end: null, resume: 0 };
  if (typeof fence === 'number') return { end: fence, resume: 0 };
  marks.lastIndex = from;
  for (let hit = marks.exec(text); hit; hit = marks.exec(text)) {
    const at = hit.index;
    const long = judgeLength(text, at);
    if (long !== null) return { end: long, resume: 0 };
    const verdict = judge(text, at, ended, stage);
    if (verdict === 'wait') return { end: null, resume: at };
    if (verdict !== 'no') return { end: judgeLength(text, verdict) ?? verdict, resume: 0 };
    if (/[.!?…]/.test(text[at]!)) while (/[.!?…]/.test(text[marks.lastIndex] ?? '')) marks.lastIndex++;
  }
  const long = judgeLength(text, text.length);
  return { end: long, resume: text.length };
}

function judge(text: string, at: number, ended: boolean, stage: Stage): Verdict {
  const mark = text[at]!;
  if (/[。！？]/.test(mark)) {
    let end = at + 1;
    while (end < text.length && /[。！？」』”’]/.test(text[end]!)) end++;
    return end >= text.length && !ended ? 'wait' : end;
  }
  if (/[.!?…]/.test(mark)) return judgeFullStop(text, at, ended);
  if (/[\n\r]/.test(mark)) return judgeLineBreak(text, at, ended);
  const least = stage === 'first breath' ? FIRST_BREATH_CHARS : FIRST_CLAUSE_CHARS;
  if (mark !== ' ') return stage === 'sentences' ? 'no' : judgeClause(text, at, least);
  return stage.endsWith('breath') ? judgeBreath(text, at, least) : 'no';
}

export interface SentenceStreamOptions {
  /** The text comes faster than it is spoken, so that an answer may begin with few words of it. Default: it does not. */
  readonly isQuick?: () => boolean;
}

export function createSentenceStream({ isQuick = () => false }: SentenceStreamOptions = {}): SentenceStream {
  let held = '';
  let resume = 0;
  let givenChars = 0;

  function stage(): Stage {
    if (!isQuick()) return givenChars === 0 ? 'first clause' : 'sentences';
    if (givenChars < FIRST_BREATH_CHARS) return 'first breath';
    return givenChars < FIRST_CLAUSE_CHARS ? 'second breath' : 'sentences';
  }

  function read(ended: boolean): string[] {
    const out: string[] = [];
    for (;;) {
      if (resume === 0) held = held.trimStart();
      if (held === '') return out;
      const found = findEnd(held, resume, ended, stage());
      resume = found.resume;
      if (found.end === null) {
        if (!ended) return out;
        out.push(held.trimEnd());
        held = '';
        return out;
      }
      out.push(held.slice(0, found.end).trimEnd());
      givenChars += found.end;
      held = held.slice(found.end);
      resume = 0;
    }
  }

  return {
    push(text) {
      held += text;
      return read(false);
    },
    end: () => read(true),
  };
}
