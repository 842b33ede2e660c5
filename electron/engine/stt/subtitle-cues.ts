/** Groups words into subtitle cues: breaks at sentence ends, pauses and full lines. Pure. */
import type { WordTime } from '../../contract/events.ts';
import type { TranscriptSegment } from './transcribe-recording.ts';
import { subtitleTuning } from './tuning.ts';

export interface SubtitleCue {
  /** Seconds; cues never overlap. */
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

type TimedWord = Pick<WordTime, 'word' | 'start' | 'end'>;

const { lineCharacters, cueLines } = subtitleTuning;
const endsSentence = (word: string) => /[.!?…。！？]["'”’)\]]*$/u.test(word);

/** Words of a segment without times get them in proportion to their letters. */
function timedWords({ words, text, start, end }: TranscriptSegment): readonly TimedWord[] {
  if (words.length > 0) return words;
  const parts = text.split(/\s+/u).filter((word) => word !== '');
  const letters = parts.reduce((sum, word) => sum + word.length + 1, 0);
  let at = start;
  return parts.map((word) => {
    const from = at;
    at += ((end - start) * (word.length + 1)) / letters;
    return { word, start: from, end: at };
  });
}

/** Fills lines greedily; one word longer than a line is cut. */
function breakLines(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    for (let at = 0; at < word.length; at += lineCharacters) {
      const piece = word.slice(at, at + lineCharacters);
      const last = lines.at(-1);
      if (at === 0 && last !== undefined && last.length + 1 + piece.length <= lineCharacters)
        lines[lines.length - 1] = `${last} ${piece}`;
      else lines.push(piece);
    }
  }
  return lines;
}

/** Two lines of near-equal length read better than a full one and a scrap. */
function balance(words: readonly string[]): string[] {
  const greedy = breakLines(words);
  if (greedy.length !== 2) return greedy;
  let best = greedy;
  let least = Infinity;
  for (let i = 1; i < words.length; i++) {
    const lines = [words.slice(0, i).join(' '), words.slice(i).join(' ')] as const;
    const difference = Math.abs(lines[0].length - lines[1].length);
    if (Math.max(lines[0].length, lines[1].length) <= lineCharacters && difference < least) {
      least = difference;
      best = [...lines];
    }
  }
  return best;
}

/** Cues in order, each at most two lines of 42 characters and 7 s. */
export function subtitleCues(segments: readonly TranscriptSegment[]): readonly SubtitleCue[] {
  const groups: TimedWord[][] = [];
  for (const segment of segments) {
    let open: TimedWord[] | null = null;
    for (const word of timedWords(segment)) {
      const last: TimedWord | undefined = open?.at(-1);
      const full =
        open !== null &&
        last !== undefined &&
        (endsSentence(last.word) ||
          (word.start - last.end) * 1000 >= subtitleTuning.pauseMs ||
          (word.end - open[0]!.start) * 1000 > subtitleTuning.maxCueMs ||
          breakLines([...open, word].map((each) => each.word)).length > cueLines);
      if (open === null || full) groups.push((open = []));
      open.push(word);
    }
  }
  return groups.map((words, i) => {
    const start = words[0]!.start;
    const next = groups[i + 1]?.[0]?.start ?? Infinity;
    const wanted = Math.max(words.at(-1)!.end, start + subtitleTuning.minCueMs / 1000);
    // one long word cannot be divided: its cue goes away before the word ends
    const latest = Math.min(next, start + subtitleTuning.maxCueMs / 1000);
    return {
      start,
      end: Math.max(start, Math.min(wanted, latest)),
      lines: balance(words.map((w) => w.word)),
    };
  });
}
