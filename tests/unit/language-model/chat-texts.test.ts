import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChatPart } from '../../../electron/engine/brain/language-model/chat-format.ts';
import { chatPrompt } from '../../../electron/engine/brain/language-model/chat-prompt.ts';
import { readRetryAfter } from '../../../electron/engine/brain/language-model/http-request.ts';
import { showServerMessage } from '../../../electron/engine/brain/language-model/server-message.ts';
import { systemPrompt } from '../../../electron/engine/brain/language-model/system-prompt.ts';
import { createThinkFilter } from '../../../electron/engine/brain/language-model/think-filter.ts';
import {
  createToolCallAssembler,
  runToolCall,
} from '../../../electron/engine/brain/language-model/tool-calls.ts';
import type { ToolCallDelta } from '../../../electron/engine/brain/language-model/tool-calls.ts';
import type { ChatMessage } from '../../../electron/contract/turns.ts';

describe('thoughts', () => {
  const filter = (...chunks: readonly string[]) => {
    const made = createThinkFilter();
    return [...chunks.map((chunk) => made.push(chunk)), made.end()].join('');
  };
  it.each<[string, string]>([
    ['<think>a. b</think>\n\nYes.', 'Yes.'],
    ['<THINKING>a</Thinking>Yes.', 'Yes.'],
    ['One <think>two</think> three', 'One  three'],
    ['<think>never closed', ''],
    ['no</think> more', 'no more'],
    ['a < b and c <thin', 'a < b and c <thin'],
    ['<b>bold</b>', '<b>bold</b>'],
    ['', ''],
  ])('%j', (text, answer) => {
    expect(filter(text)).toBe(answer);
    expect(filter(...text)).toBe(answer);
  });
  it('are the same however the text is cut', () => {
    const piece = fc.constantFrom(
      '<',
      'think',
      '>',
      '</',
      'reasoning',
      'x',
      ' ',
      '<think>',
      '</think>',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(filter(...pieces)).toBe(filter(pieces.join('')));
      }),
    );
  });
});

describe('tool calls of a stream', () => {
  const assemble = (...deltas: readonly ToolCallDelta[]) => {
    const assembler = createToolCallAssembler();
    const taken = deltas.every((delta) => assembler.push(delta));
    return taken ? assembler.calls().map(({ id, name, argumentsText }) => [id, name, argumentsText]) : null;
  };
  it.each<[string, ToolCallDelta[], unknown]>([
    [
      'pieces, mixed',
      [
        { index: 0, id: 'a', name: 'f', argumentsText: '' },
        { index: 1, id: 'b', name: 'g', argumentsText: '{' },
        { index: 0, argumentsText: '{"x"' },
        { index: 1, argumentsText: '}' },
        { index: 0, argumentsText: ':1}' },
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['b', 'g', '{}'],
      ],
    ],
    [
      'without index',
      [{ id: 'a', name: 'f', argumentsText: '{' }, { argumentsText: '}' }, { id: 'b', name: 'g' }],
      [
        ['a', 'f', '{}'],
        ['b', 'g', ''],
      ],
    ],
    [
      'whole calls that share an index',
      [
        { index: 0, id: 'a', name: 'f', argumentsText: '{}' },
        { index: 0, id: 'b', name: 'g', argumentsText: '{}' },
      ],
      [
        ['a', 'f', '{}'],
        ['b', 'g', '{}'],
      ],
    ],
    ['without id', [{ index: 0, name: 'f', argumentsText: '{}' }], [['call_0', 'f', '{}']]],
    ['without name', [{ index: 0, argumentsText: '{}' }], []],
    ['too many', Array.from({ length: 9 }, (_, index) => ({ index, name: 'f' })), null],
    ['too long', [{ index: 0, name: 'f', argumentsText: 'x'.repeat(20_000) }], null],
  ])('%s', (_, deltas, calls) => {
    expect(assemble(...deltas)).toEqual(calls);
  });

  it('that fail are told to the model', async () => {
    const tool = {
      name: 'f',
      description: '',
      parameters: {},
      run: () => Promise.reject(new Error('secret')),
    };
    const run = (name: string, argumentsText: string) =>
      runToolCall({ id: 'a', name, argumentsText }, [tool], new AbortController().signal);
    expect(await run('f', '{}')).toBe('The tool failed.');
    expect(await run('f', '{')).toBe('The arguments are not valid JSON.');
    expect(await run('g', '{}')).toBe('There is no tool named g.');
  });
});

describe('what is shown of a server', () => {
  const secrets = { apiKey: 'abcdefghijkl', spoken: ['tell me about my illness'] };
  it.each<[string, string]>([
    ['Bad model', 'Bad model'],
    ['key abcdefghijkl is wrong', 'key [key] is wrong'],
    ['key abcdef****** is wrong', 'key [key] is wrong'],
    ['Bearer xyz was given', '[key] was given'],
    ['sk-proj-1234567 is wrong', '[key] is wrong'],
    ['two\n\u0007lines', 'two lines'],
    ['cannot parse "Tell me  about my illness"', ''],
    ['', ''],
  ])('%j', (message, shown) => {
    expect(showServerMessage(message, secrets)).toBe(shown);
  });
  it('is short', () => {
    expect(showServerMessage('word '.repeat(5_000), secrets).length).toBeLessThan(200);
  });
});

describe('a piece of an answer', () => {
  it('is read from anything without throwing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        readChatPart(value);
        readChatPart({ choices: value });
        readChatPart({ choices: [value] });
        readChatPart({ choices: [{ delta: value, finish_reason: value }] });
        const part = readChatPart({ choices: [{ delta: { content: value, tool_calls: [value] } }] });
        expect(typeof part?.text).toBe('string');
      }),
    );
  });
  it('may be a list of texts', () => {
    const content = [{ type: 'text', text: 'a' }, { type: 'image' }, { type: 'text', text: 'b' }];
    expect(readChatPart({ choices: [{ message: { content } }] })?.text).toBe('ab');
  });
});

describe('the wait a server asks for', () => {
  const now = Date.UTC(2026, 0, 1);
  it.each<[string | null, number | null]>([
    [null, null],
    ['3', 3_000],
    ['0', 0],
    ['Thu, 01 Jan 2026 00:00:04 GMT', 4_000],
    ['Wed, 31 Dec 2025 00:00:04 GMT', 0],
    ['soon', null],
  ])('%s', (value, ms) => {
    expect(readRetryAfter(value, now)).toBe(ms);
  });
});

describe('the prompt', () => {
  const request = (text: string, history: readonly ChatMessage[]) => ({
    sessionId: 's',
    turnId: 1,
    text,
    history,
    nowEpochMs: 0,
    timeZone: 'UTC',
  });
  const message = fc.record({
    role: fc.constantFrom('user' as const, 'assistant' as const),
    text: fc.string({ maxLength: 40 }),
  });

  it('alternates, begins and ends with the user, and keeps to its length', () => {
    fc.assert(
      fc.property(
        fc.array(message),
        fc.string({ minLength: 1 }),
        fc.integer({ min: 1, max: 300 }),
        (past, text, max) => {
          const prompt = chatPrompt(request(text, past), max);
          expect(prompt.map(({ role }) => role)).toEqual(
            prompt.map((_, i) => (i % 2 === 0 ? 'user' : 'assistant')),
          );
          expect(prompt.length % 2).toBe(1);
          const joins = past.length + 1;
          expect(prompt.reduce((sum, item) => sum + item.text.length, 0)).toBeLessThanOrEqual(max + joins);
        },
      ),
    );
  });
  it('keeps the latest', () => {
    const past = ['one', 'two', 'three', 'four'].map((text, i) => ({
      role: i % 2 === 0 ? ('user' as const) : ('assistant' as const),
      text,
    }));
    expect(chatPrompt(request('five', past), 14).map(({ text }) => text)).toEqual(['three', 'four', 'five']);
  });
  it('tells an embedded model the same all day, and an unknown zone is no error', () => {
    const at = (nowEpochMs: number) => systemPrompt({ nowEpochMs, timeZone: 'Mars/Base' }, false);
    expect(at(0)).toBe(at(3_600_000));
    expect(at(0)).toContain('1 January 1970');
  });
});
