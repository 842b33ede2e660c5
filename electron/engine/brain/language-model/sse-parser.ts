/**
 * Reads a server-sent event stream from bytes, wherever the chunks are cut. Pure. Owns framing and UTF-8; refuses
 * lines beyond its limit and does not look into the data. Format: WHATWG HTML, section 9.2.
 */
import { SSE_LINE_MAX_CHARS } from './tuning.ts';

export interface ServerSentEvent {
  /** `message` when the server names none. */
  readonly event: string;
  /** The data lines, joined by line feeds. */
  readonly data: string;
}

export interface SseParser {
  /** Events completed by these bytes. Null once a line is too long; nothing is read after that. */
  push(bytes: Uint8Array): readonly ServerSentEvent[] | null;
  /** What an ended stream leaves behind: servers often leave out the last empty line. */
  end(): readonly ServerSentEvent[] | null;
}

/** `lineMaxChars` bounds a line and the data of one event, so that memory is bounded whatever arrives. */
export function createSseParser(lineMaxChars: number = SSE_LINE_MAX_CHARS): SseParser {
  const decoder = new TextDecoder();
  let pending = '';
  let afterReturn = false;
  let event = '';
  let data: string[] = [];
  let dataChars = 0;
  let broken = false;

  function dispatch(out: ServerSentEvent[]): void {
    if (data.length > 0) out.push({ event: event || 'message', data: data.join('\n') });
    event = '';
    data = [];
    dataChars = 0;
  }

  function takeLine(line: string, out: ServerSentEvent[]): void {
    if (line === '') return dispatch(out);
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const raw = colon < 0 ? '' : line.slice(colon + 1);
    const value = raw.startsWith(' ') ? raw.slice(1) : raw;
    if (field === 'event') event = value;
    if (field !== 'data') return;
    data.push(value);
    dataChars += value.length + 1;
  }

  function read(text: string): ServerSentEvent[] | null {
    const out: ServerSentEvent[] = [];
    let from = 0;
    const breaks = /\r\n|\r|\n/g;
    let input = text;
    if (afterReturn && input !== '') {
      if (input.startsWith('\n')) input = input.slice(1);
      afterReturn = false;
    }
    for (let hit = breaks.exec(input); hit; hit = breaks.exec(input)) {
      const line = pending + input.slice(from, hit.index);
      pending = '';
      if (line.length > lineMaxChars || dataChars > lineMaxChars) return fail();
      takeLine(line, out);
      from = hit.index + hit[0].length;
      afterReturn = hit[0] === '\r' && from === input.length;
    }
    pending += input.slice(from);
    return pending.length > lineMaxChars || dataChars > lineMaxChars ? fail() : out;
  }

  function fail(): null {
    broken = true;
    pending = '';
    data = [];
    return null;
  }

  return {
    push: (bytes) => (broken ? null : read(decoder.decode(bytes, { stream: true }))),
    end() {
      if (broken) return null;
      const out = read(decoder.decode());
      if (!out) return null;
      if (pending !== '') takeLine(pending, out);
      pending = '';
      dispatch(out);
      return out;
    },
  };
}
