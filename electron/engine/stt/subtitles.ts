/** Writes a transcript as plain text, SubRip, WebVTT or JSON. Pure; knows no files. */
import { subtitleCues } from './subtitle-cues.ts';
import type { RecordingTranscript } from './transcribe-recording.ts';

export const subtitleFormats = ['txt', 'srt', 'vtt', 'json'] as const;
export type SubtitleFormat = (typeof subtitleFormats)[number];

/** `00:01:02,345` (SubRip) or `00:01:02.345` (WebVTT); hours grow past 99. */
export function subtitleTime(seconds: number, mark: ',' | '.'): string {
  const ms = Math.max(0, Math.round(seconds * 1000));
  const pad = (value: number, width = 2) => String(Math.floor(value)).padStart(width, '0');
  return `${pad(ms / 3_600_000)}:${pad((ms / 60_000) % 60)}:${pad((ms / 1000) % 60)}${mark}${pad(ms % 1000, 3)}`;
}

/** Nothing in a cue may look like the arrow that separates times, or like a blank line that ends it. */
function srtLine(line: string): string {
  return line.replaceAll('-->', '->').replace(/[\r\n]+/gu, ' ');
}

function vttLine(line: string): string {
  return srtLine(line).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const round = (seconds: number) => Math.round(seconds * 1000) / 1000;

function toJson({ text, segments, durationSeconds }: RecordingTranscript): string {
  const shape = {
    text,
    duration: round(durationSeconds),
    segments: segments.map(({ start, end, text: said, language, confidence, words }) => ({
      start: round(start),
      end: round(end),
      text: said,
      language,
      confidence: round(confidence),
      words: words.map((word) => ({
        word: word.word,
        start: round(word.start),
        end: round(word.end),
        confidence: round(word.confidence),
      })),
    })),
  };
  return `${JSON.stringify(shape, null, 2)}\n`;
}

/** The whole file's text, ending in a newline unless it is empty. */
export function formatTranscript(transcript: RecordingTranscript, format: SubtitleFormat): string {
  switch (format) {
    case 'txt':
      return transcript.segments.map(({ text }) => `${text}\n`).join('');
    case 'json':
      return toJson(transcript);
    case 'srt':
      return subtitleCues(transcript.segments)
        .map(
          ({ start, end, lines }, i) =>
            `${i + 1}\n${subtitleTime(start, ',')} --> ${subtitleTime(end, ',')}\n${lines.map(srtLine).join('\n')}\n`,
        )
        .join('\n');
    case 'vtt':
      return [
        'WEBVTT\n',
        ...subtitleCues(transcript.segments).map(
          ({ start, end, lines }) =>
            `${subtitleTime(start, '.')} --> ${subtitleTime(end, '.')}\n${lines.map(vttLine).join('\n')}\n`,
        ),
      ].join('\n');
  }
}
