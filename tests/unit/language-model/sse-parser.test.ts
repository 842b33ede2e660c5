import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSseParser } from '../../../electron/engine/brain/language-model/sse-parser.ts';

const encoder = new TextEncoder();

function parse(bytes: Uint8Array, cuts: readonly number[] = []) {
  const parser = createSseParser();
  const marks = [0, ...cuts, bytes.length];
  const events = marks.slice(1).flatMap((at, i) => parser.push(bytes.subarray(marks[i], at))!);
  return [...events, ...parser.end()!];
}

const message = (data: string) => ({ event: 'message', data });

describe('a server-sent event stream', () => {
  it.each<[string, ReturnType<typeof parse>]>([
    ['data: a\n\ndata: b\n\n', [message('a'), message('b')]],
    ['data: a\r\n\r\ndata:b\r\r', [message('a'), message('b')]],
    [': keep-alive\n\ndata: a\ndata: b\n\n', [message('a\nb')]],
    ['event: error\ndata: x\n\n', [{ event: 'error', data: 'x' }]],
    ['id: 4\nretry: 5\ndata\n\n', [message('')]],
    ['data:  two\n\n', [message(' two')]],
    ['\uFEFFdata: bom\n\n', [message('bom')]],
    ['data: [DONE]', [message('[DONE]')]],
    ['event: x\n\n', []],
    ['<html>no</html>', []],
    ['', []],
  ])('%j', (text, events) => {
    expect(parse(encoder.encode(text))).toEqual(events);
  });

  it('gives the same events wherever the bytes are cut', () => {
    const line = fc.oneof(
      fc.constantFrom(...['data: é\u{1F600}', 'data:', ': x', 'event: e', 'data: {"a":"b"}', '', '']),
      fc.string({ unit: 'grapheme' }),
    );
    const breaks = fc.constantFrom('\n', '\r\n', '\r');
    const streams = fc.array(fc.tuple(line, breaks)).map((lines) => lines.flat().join(''));
    fc.assert(
      fc.property(streams, fc.array(fc.nat(500)), (text, places) => {
        const bytes = encoder.encode(text);
        const whole = parse(bytes);
        const cuts = places.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b);
        expect(parse(bytes, cuts)).toEqual(whole);
        expect(parse(bytes, [...bytes.keys()])).toEqual(whole);
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses a line beyond its limit, and everything after it', () => {
    const parser = createSseParser(1_000);
    expect(parser.push(encoder.encode('data: '))).toEqual([]);
    expect(parser.push(encoder.encode('x'.repeat(1_000)))).toBeNull();
    expect(parser.push(encoder.encode('\n\ndata: a\n\n'))).toBeNull();
    expect(parser.end()).toBeNull();
  });

  it('refuses an event of endless lines', () => {
    const parser = createSseParser(1_000);
    const line = encoder.encode(`data: ${'x'.repeat(300)}\n`);
    expect(Array.from({ length: 5 }, () => parser.push(line)).at(-1)).toBeNull();
  });
});
