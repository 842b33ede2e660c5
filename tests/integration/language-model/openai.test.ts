/** A model behind a real HTTP server on this machine, well-behaved and not. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Responder } from '../../../electron/engine/brain/brain-port.ts';
import type { LanguageTool } from '../../../electron/engine/brain/language-model/language-tool.ts';
import { createLanguageModel } from '../../../electron/engine/brain/language-model/create-language-model.ts';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import {
  beginStream,
  replies,
  startFakeOpenAiServer,
  streamPart,
  streams,
} from '../../fakes/fake-openai-server.ts';
import type { FakeOpenAiServer } from '../../fakes/fake-openai-server.ts';
import { collectReply } from '../../support/collect-reply.ts';

const KEY = 'sk-very-secret-key-1234';
let server: FakeOpenAiServer;

beforeAll(async () => {
  server = await startFakeOpenAiServer();
});
afterAll(() => server.close());
beforeEach(() => {
  (server.requests as unknown[]).length = 0;
});

interface Made {
  readonly baseUrl?: string;
  readonly apiKey?: string;
  readonly timeoutMs?: number;
  readonly tools?: readonly LanguageTool[];
  readonly clock?: ReturnType<typeof createRealClock>;
}

function responder({ tools, clock, ...config }: Made = {}): Responder {
  const model = createLanguageModel({
    llm: {
      kind: 'openai-compatible',
      baseUrl: server.baseUrl,
      model: 'test-model',
      apiKey: KEY,
      timeoutMs: 5_000,
      ...config,
    },
    clock: clock ?? createRealClock(),
    ...(tools ? { tools: () => tools } : {}),
  });
  return model.responders[0]!;
}

const done = { kind: 'done', source: 'llm:test-model' };

/** Asks, and gives the code and the whole text of the fault it must end in. */
async function faultOf(made: Made = {}, text = 'What is up?') {
  const { outcome } = await collectReply(responder(made), text);
  if (outcome.kind !== 'failed') throw new Error(`ended as ${outcome.kind}`);
  expect(JSON.stringify(outcome)).not.toContain('secret');
  return { code: outcome.fault.code, message: outcome.fault.message };
}

describe('a well-behaved server', () => {
  it('streams sentences, and is asked as it should be', async () => {
    server.answerWith(streams('Par', 'is is nice', '. It is', ' in France.'));
    const history = [
      { role: 'user', text: 'Hello.' },
      { role: 'assistant', text: 'Hi.' },
    ] as const;
    const reply = await collectReply(responder(), 'Where is Paris?', { history });
    expect(reply.outcome).toEqual(done);
    expect(reply.text).toBe('Paris is nice. It is in France.');
    expect(reply.sentences).toEqual(['Paris is nice.', 'It is in France.']);
    const [request] = server.requests;
    expect(request?.url).toBe('/v1/chat/completions');
    expect(request?.authorization).toBe(`Bearer ${KEY}`);
    expect(request?.body).toMatchObject({ model: 'test-model', stream: true, max_tokens: 300 });
    const messages = request?.body['messages'] as { role: string; content: string }[];
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(messages[0]?.content).toMatch(/Saturday,? 21 November 2026/);
    expect(messages[0]?.content).toContain('12:20');
    expect(request?.body).not.toHaveProperty('tools');
  });

  it('hands out a sentence before the answer has ended', async () => {
    let finish: () => void = () => undefined;
    server.answerWith((_, response) => {
      beginStream(response, 'First sentence. ', 'Second');
      finish = () => response.end(`${streamPart({ content: ' one.' }, 'stop')}data: [DONE]\n\n`);
    });
    const reply = await collectReply(responder(), 'Go', {
      onChunk: (chunk) => {
        if (chunk.kind === 'sentence') finish();
        return true;
      },
    });
    expect(reply.sentences).toEqual(['First sentence.', 'Second one.']);
  });

  it('may answer without streaming', async () => {
    server.answerWith(
      replies(200, { choices: [{ message: { content: 'All. At once.' }, finish_reason: 'stop' }] }),
    );
    const reply = await collectReply(responder(), 'Go');
    expect(reply.outcome).toEqual(done);
    expect(reply.sentences).toEqual(['All.', 'At once.']);
  });

  it('may end its stream without the closing mark, once it has given its reason', async () => {
    server.answerWith((_, response) => {
      beginStream(response, 'Yes.');
      response.end(streamPart({}, 'length').trimEnd());
    });
    expect((await collectReply(responder(), 'Go')).outcome).toEqual(done);
  });

  it('is not heard thinking', async () => {
    server.answerWith(streams('<th', 'ink>Let me see. Hm.</thi', 'nk>\n\nBlue', '.'));
    const reply = await collectReply(responder(), 'Go');
    expect(reply).toMatchObject({ text: 'Blue.', sentences: ['Blue.'], outcome: done });
  });

  it('is waited for on a virtual clock too', async () => {
    server.answerWith((_, response) => {
      beginStream(response, 'Slow. ');
      setTimeout(() => response.end(`${streamPart({ content: 'But sure.' }, 'stop')}data: [DONE]\n\n`), 200);
    });
    const clock = createVirtualClock();
    let ended = false;
    const reply = collectReply(responder({ clock }), 'Go').finally(() => (ended = true));
    while (!ended) await clock.advance(10);
    expect((await reply).text).toBe('Slow. But sure.');
    expect(clock.now()).toBeGreaterThan(150);
  });

  it('gets a base address with a slash at its end', async () => {
    server.answerWith(streams('Yes.'));
    await collectReply(responder({ baseUrl: `${server.baseUrl}/` }), 'Go');
    expect(server.requests[0]?.url).toBe('/v1/chat/completions');
  });
});

describe('cancelling', () => {
  it('closes the connection at once, while the answer comes', async () => {
    const stop = new AbortController();
    server.answerWith((_, response) => beginStream(response, 'One. ', 'Two'));
    const reply = await collectReply(responder(), 'Go', {
      signal: stop.signal,
      onChunk: (chunk) => {
        if (chunk.kind === 'sentence') stop.abort();
        return true;
      },
    });
    expect(reply.outcome).toEqual({ kind: 'cancelled' });
    await server.requests[0]!.cutOff;
  });

  it('closes the connection while nothing has come yet', async () => {
    const stop = new AbortController();
    server.answerWith(() => stop.abort());
    const reply = await collectReply(responder(), 'Go', { signal: stop.signal });
    expect(reply.outcome).toEqual({ kind: 'cancelled' });
    await server.requests[0]!.cutOff;
  });

  it('is the same when the listener stops', async () => {
    server.answerWith((_, response) => beginStream(response, 'One. ', 'Two'));
    const reply = await collectReply(responder(), 'Go', { onChunk: () => false });
    expect(reply.outcome).toEqual({ kind: 'cancelled' });
    await server.requests[0]!.cutOff;
  });

  it('asks nothing when it was cancelled before', async () => {
    const reply = await collectReply(responder(), 'Go', { signal: AbortSignal.abort() });
    expect(reply.outcome).toEqual({ kind: 'cancelled' });
    expect(server.requests).toHaveLength(0);
  });

  it('does not wait for a repetition', async () => {
    const stop = new AbortController();
    server.answerWith((_, response) => {
      response.writeHead(429, { 'retry-after': '4' }).end();
      setTimeout(() => stop.abort(), 50);
    });
    const reply = await collectReply(responder(), 'Go', { signal: stop.signal });
    expect(reply.outcome).toEqual({ kind: 'cancelled' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('repetition', () => {
  it.each([500, 502, 503, 429])('asks again after %i', async (status) => {
    server.answerWith(replies(status, 'busy'), streams('Now.'));
    expect((await collectReply(responder(), 'Go')).text).toBe('Now.');
    expect(server.requests).toHaveLength(2);
  });

  it('gives up after two', async () => {
    server.answerWith(replies(500, { error: { message: 'out of memory' } }));
    expect(await faultOf()).toEqual({
      code: 'llm_failed',
      message: expect.stringContaining('HTTP 500: out of memory') as string,
    });
    expect(server.requests).toHaveLength(3);
  });

  it('waits as long as it is asked to, and not too long', async () => {
    server.answerWith(replies(429, '', { 'retry-after': '1' }), streams('Now.'));
    const before = performance.now();
    expect((await collectReply(responder(), 'Go')).text).toBe('Now.');
    expect(performance.now() - before).toBeGreaterThan(990);
    server.answerWith(replies(429, '', { 'retry-after': '60' }));
    expect((await faultOf()).code).toBe('llm_busy');
    expect(server.requests).toHaveLength(3);
  });

  it('never repeats once the answer has begun', async () => {
    server.answerWith((_, response) => {
      beginStream(response, 'Half a sen');
      setTimeout(() => response.destroy(), 50);
    });
    const reply = await collectReply(responder(), 'Go');
    expect(reply.outcome).toMatchObject({ kind: 'failed', fault: { code: 'llm_unreachable' } });
    expect(reply.sentences).toEqual(['Half a sen']);
    expect(server.requests).toHaveLength(1);
  });
});

describe('a server that is not there or refuses', () => {
  it('is told as unreachable', async () => {
    const gone = await startFakeOpenAiServer();
    await gone.close();
    const fault = await faultOf({ baseUrl: gone.baseUrl });
    expect(fault.code).toBe('llm_unreachable');
    expect(fault.message).toContain('ECONNREFUSED');
  });

  it.each([400, 401, 403, 404])('is told as refused, with its words, at %i', async (status) => {
    server.answerWith(
      replies(status, { error: { message: `Wrong key ${KEY}, or\nsk-very-***1234 perhaps` } }),
    );
    const fault = await faultOf();
    expect(fault.code).toBe('llm_refused');
    expect(fault.message).toContain(`HTTP ${status}: Wrong key [key] or [key] perhaps`);
    expect(server.requests).toHaveLength(1);
  });

  it('does not pass on what was said when the server repeats it', async () => {
    server.answerWith(replies(400, { error: 'cannot answer "my private question"' }));
    expect((await faultOf({}, 'My private  question')).message).not.toContain('private');
  });

  it('shows no page of HTML', async () => {
    server.answerWith(replies(404, '<html><b>nothing here</b></html>'));
    expect((await faultOf()).message).toMatch(/\(HTTP 404\)$/);
  });

  it.each([
    ['a key of two lines', { apiKey: 'a-secret\r\nx: y' }],
    ['a password in the address', { baseUrl: 'http://me:secret@127.0.0.1:1/v1' }],
    ['no address', { baseUrl: 'secret' }],
  ])('refuses %s without showing it', async (_, made) => {
    expect((await faultOf(made)).code).toBe('llm_refused');
    expect(server.requests).toHaveLength(0);
  });

  it('is not followed to another server', async () => {
    const other = await startFakeOpenAiServer();
    other.answerWith(streams('Stolen.'));
    server.answerWith(replies(307, '', { location: `${other.baseUrl}/chat/completions` }));
    expect((await faultOf()).code).toBe('llm_refused');
    expect(other.requests).toHaveLength(0);
    await other.close();
  });

  it('is followed on the same server, and not in a circle', async () => {
    server.answerWith(replies(308, '', { location: '/v2/chat' }), streams('Here.'));
    expect((await collectReply(responder(), 'Go')).text).toBe('Here.');
    expect(server.requests[1]?.url).toBe('/v2/chat');
    server.answerWith(replies(307, '', { location: '/again' }));
    expect((await faultOf()).code).toBe('llm_refused');
    server.answerWith(replies(302, '', { location: '/login' }));
    expect((await faultOf()).code).toBe('llm_refused');
  });
});

describe('a server that misbehaves', () => {
  it('is given up when it never answers', async () => {
    server.answerWith(() => undefined);
    expect((await faultOf({ timeoutMs: 300 })).code).toBe('llm_timeout');
    await server.requests[0]!.cutOff;
  });

  it('is given up when it falls silent in the middle, and not while it is only slow', async () => {
    server.answerWith((_, response) => {
      beginStream(response, 'One. ');
      let left = 4;
      const timer = setInterval(() => {
        if (--left < 0) clearInterval(timer);
        else response.write(': still here\n\n');
      }, 150);
    });
    const reply = await collectReply(responder({ timeoutMs: 400 }), 'Go');
    expect(reply.outcome).toMatchObject({ kind: 'failed', fault: { code: 'llm_timeout' } });
    expect(reply.sentences).toEqual(['One.']);
    await server.requests[0]!.cutOff;
  });

  it('is given up on a virtual clock that stands still', async () => {
    server.answerWith(() => undefined);
    const clock = createVirtualClock();
    let ended = false;
    const reply = collectReply(responder({ clock, timeoutMs: 300 }), 'Go').finally(() => (ended = true));
    while (!ended) await clock.advance(10);
    expect((await reply).outcome).toMatchObject({ fault: { code: 'llm_timeout' } });
  });

  it.each<[string, string, string]>([
    ['no event at all', 'text/event-stream', ''],
    ['a page', 'text/html', '<html>login</html>'],
    ['an event that is no JSON', 'text/event-stream', 'data: {"choices\n\n'],
    ['an event that is no answer', 'text/event-stream', 'data: [1,2]\n\n'],
    ['only an end', 'text/event-stream', 'data: [DONE]\n\n'],
    ['JSON that is cut', 'application/json', '{"choices":[{"mess'],
    ['JSON of something else', 'application/json', '"hello"'],
    ['an answer without text', 'application/json', '{"choices":[{"message":{"content":null}}]}'],
    ['no choice', 'application/json', '{"choices":[]}'],
    ['only thoughts', 'application/json', '{"choices":[{"message":{"content":"<think>hm"}}]}'],
    ['bytes', 'text/event-stream', '\u0000\u0001\uFFFD\n\n\n'],
  ])('is told as not understood: %s', async (_, type, body) => {
    server.answerWith((__, response) => {
      response.writeHead(200, { 'content-type': type }).end(body);
    });
    expect((await faultOf()).code).toBe('llm_bad_reply');
    expect(server.requests).toHaveLength(1);
  });

  it('tells an error inside the stream', async () => {
    server.answerWith((_, response) => {
      beginStream(response);
      response.end(`data: ${JSON.stringify({ error: { message: 'model crashed' } })}\n\n`);
    });
    expect(await faultOf()).toMatchObject({
      code: 'llm_failed',
      message: expect.stringContaining('model crashed') as string,
    });
  });

  it('is cut off when its answer does not end', async () => {
    const words = 'word '.repeat(200);
    server.answerWith((_, response) => {
      beginStream(response);
      const go = () => {
        while (!response.destroyed && response.write(streamPart({ content: words })));
        if (!response.destroyed) response.once('drain', go);
      };
      go();
    });
    const reply = await collectReply(responder(), 'Go');
    expect(reply.outcome).toEqual(done);
    expect(reply.text).toHaveLength(64 * 1024);
    await server.requests[0]!.cutOff;
  });

  it.each<[string, string]>([
    ['one line', 'x'.repeat(64 * 1024)],
    ['silent events', ': nothing\n\n'.repeat(6_000)],
  ])('is cut off when it sends %s without end', async (_, chunk) => {
    server.answerWith((__, response) => {
      beginStream(response);
      const go = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', go);
      };
      go();
    });
    expect((await faultOf()).code).toBe('llm_bad_reply');
    await server.requests[0]!.cutOff;
  });
});

describe('tools', () => {
  const given: unknown[] = [];
  const clockTool: LanguageTool = {
    name: 'current_time',
    description: 'The time.',
    parameters: { type: 'object', properties: { place: { type: 'string' } } },
    run: (args) => {
      given.push(args);
      return Promise.resolve('half past nine');
    },
  };
  const tools = [clockTool];
  const call = (index: number, id: string, name: string, text: string) =>
    streamPart({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: text } }] });
  const more = (index: number, text: string) =>
    streamPart({ tool_calls: [{ index, function: { arguments: text } }] });

  beforeEach(() => {
    given.length = 0;
  });

  it('are called with arguments that came in pieces, and their results are told', async () => {
    server.answerWith((_, response) => {
      beginStream(response);
      response.write(call(0, 'a', 'current_time', ''));
      response.write(more(0, '{"pla') + call(1, 'b', 'nothing', '{}') + more(0, 'ce":"Rome"}'));
      response.end(`${streamPart({}, 'tool_calls')}data: [DONE]\n\n`);
    }, streams('Half past nine.'));
    const reply = await collectReply(responder({ tools }), 'What time is it in Rome?');
    expect(reply).toMatchObject({ outcome: done, text: 'Half past nine.' });
    expect(given).toEqual([{ place: 'Rome' }]);
    expect(server.requests[0]?.body['tools']).toMatchObject([{ function: { name: 'current_time' } }]);
    const told = (server.requests[1]?.body['messages'] as unknown[]).slice(-3);
    expect(told).toMatchObject([
      { role: 'assistant', tool_calls: [{ id: 'a' }, { id: 'b' }] },
      { role: 'tool', tool_call_id: 'a', content: 'half past nine' },
      { role: 'tool', tool_call_id: 'b', content: 'There is no tool named nothing.' },
    ]);
  });

  it('are not called for ever', async () => {
    server.answerWith((_, response) => {
      beginStream(response, 'Wait. ');
      response.end(`${call(0, 'a', 'current_time', '{}')}${streamPart({}, 'tool_calls')}`);
    });
    expect((await collectReply(responder({ tools }), 'Go')).outcome).toEqual(done);
    expect(server.requests).toHaveLength(5);
    expect(given).toHaveLength(4);
    expect(server.requests[4]?.body).not.toHaveProperty('tools');
  });

  it('are left out for a server that has none, then and later', async () => {
    const answering = responder({ tools });
    server.answerWith(
      replies(500, { error: { message: 'tools param requires --jinja flag' } }),
      streams('Yes.'),
    );
    expect((await collectReply(answering, 'Go')).text).toBe('Yes.');
    await collectReply(answering, 'Go');
    expect(server.requests.map(({ body }) => 'tools' in body)).toEqual([true, false, false]);
  });

  it('take no arguments without end', async () => {
    server.answerWith((_, response) => {
      beginStream(response);
      response.end(call(0, 'a', 'current_time', 'x'.repeat(20_000)));
    });
    expect((await faultOf({ tools })).code).toBe('llm_bad_reply');
    expect(given).toHaveLength(0);
  });
});

describe('a server with another name for the token limit', () => {
  it('is asked again in its words', async () => {
    server.answerWith(
      replies(400, { error: { message: "Use 'max_completion_tokens' instead of 'max_tokens'." } }),
      streams('Yes.'),
    );
    expect((await collectReply(responder(), 'Go')).text).toBe('Yes.');
    expect(server.requests[1]?.body).toMatchObject({ max_completion_tokens: 300 });
    expect(server.requests[1]?.body).not.toHaveProperty('max_tokens');
  });
});

describe('no language model', () => {
  it('answers nothing', () => {
    expect(createLanguageModel({ llm: { kind: 'none' }, clock: createRealClock() }).responders).toEqual([]);
  });
});
