/** A model behind a real HTTP server on this machine that behaves. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createLanguageModel } from '../../../electron/engine/brain/language-model/create-language-model.ts';
import type { LanguageTool } from '../../../electron/engine/brain/language-model/language-tool.ts';
import { createNetwork } from '../../../electron/engine/network/network.ts';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { beginStream, replies, streamPart, streams } from '../../fakes/fake-openai-server.ts';
import { collectReply } from '../../support/collect-reply.ts';
import { KEY, done, setUpOpenAiRig } from '../../support/openai-rig.ts';

const { server, responder, faultOf } = setUpOpenAiRig();

describe('a well-behaved server', () => {
  it('streams sentences, and is asked as it should be', async () => {
    server().answerWith(streams('Par', 'is is nice', '. It is', ' in France.'));
    const history = [
      { role: 'user', text: 'Hello.' },
      { role: 'assistant', text: 'Hi.' },
    ] as const;
    const reply = await collectReply(responder(), 'Where is Paris?', { history });
    expect(reply.outcome).toEqual(done);
    expect(reply.text).toBe('Paris is nice. It is in France.');
    expect(reply.sentences).toEqual(['Paris is nice.', 'It is in France.']);
    const [request] = server().requests;
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
    server().answerWith((_, response) => {
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
    server().answerWith(
      replies(200, { choices: [{ message: { content: 'All. At once.' }, finish_reason: 'stop' }] }),
    );
    const reply = await collectReply(responder(), 'Go');
    expect(reply.outcome).toEqual(done);
    expect(reply.sentences).toEqual(['All.', 'At once.']);
  });

  it('may end its stream without the closing mark, once it has given its reason', async () => {
    server().answerWith((_, response) => {
      beginStream(response, 'Yes.');
      response.end(streamPart({}, 'length').trimEnd());
    });
    expect((await collectReply(responder(), 'Go')).outcome).toEqual(done);
  });

  it('is not heard thinking', async () => {
    server().answerWith(streams('<th', 'ink>Let me see. Hm.</thi', 'nk>\n\nBlue', '.'));
    const reply = await collectReply(responder(), 'Go');
    expect(reply).toMatchObject({ text: 'Blue.', sentences: ['Blue.'], outcome: done });
  });

  it('is waited for on a virtual clock too', async () => {
    server().answerWith((_, response) => {
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
    server().answerWith(streams('Yes.'));
    await collectReply(responder({ baseUrl: `${server().baseUrl}/` }), 'Go');
    expect(server().requests[0]?.url).toBe('/v1/chat/completions');
  });
});

describe('cancelling', () => {
  it('closes the connection at once, while the answer comes', async () => {
    const stop = new AbortController();
    server().answerWith((_, response) => beginStream(response, 'One. ', 'Two'));
    const reply = await collectReply(responder(), 'Go', {
      signal: stop.signal,
      onChunk: (chunk) => {
        if (chunk.kind === 'sentence') stop.abort();
        return true;
      },
    });
    expect(reply.outcome).toEqual({ kind: 'cancelled' });
    await server().requests[0]!.cutOff;
  });

  it('closes the connection while nothing has come yet', async () => {
    const stop = new AbortController();
    server().answerWith(() => stop.abort());
    const reply = await collectReply(responder(), 'Go', { signal: stop.signal });
    expect(reply.outcome).toEqual({ kind: 'cancelled' });
    await server().requests[0]!.cutOff;
  });

  it('is the same when the listener stops', async () => {
    server().answerWith((_, response) => beginStream(response, 'One. ', 'Two'));
    const reply = await collectReply(responder(), 'Go', { onChunk: () => false });
    expect(reply.outcome).toEqual({ kind: 'cancelled' });
    await server().requests[0]!.cutOff;
  });

  it('asks nothing when it was cancelled before', async () => {
    const reply = await collectReply(responder(), 'Go', { signal: AbortSignal.abort() });
    expect(reply.outcome).toEqual({ kind: 'cancelled' });
    expect(server().requests).toHaveLength(0);
  });

  it('does not wait for a repetition', async () => {
    const stop = new AbortController();
    server().answerWith((_, response) => {
      response.writeHead(429, { 'retry-after': '4' }).end();
      setTimeout(() => stop.abort(), 50);
    });
    const reply = await collectReply(responder(), 'Go', { signal: stop.signal });
    expect(reply.outcome).toEqual({ kind: 'cancelled' });
    expect(server().requests).toHaveLength(1);
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
    server().answerWith((_, response) => {
      beginStream(response);
      response.write(call(0, 'a', 'current_time', ''));
      response.write(more(0, '{"pla') + call(1, 'b', 'nothing', '{}') + more(0, 'ce":"Rome"}'));
      response.end(`${streamPart({}, 'tool_calls')}data: [DONE]\n\n`);
    }, streams('Half past nine.'));
    const reply = await collectReply(responder({ tools }), 'What time is it in Rome?');
    expect(reply).toMatchObject({ outcome: done, text: 'Half past nine.' });
    expect(given).toEqual([{ place: 'Rome' }]);
    expect(server().requests[0]?.body['tools']).toMatchObject([{ function: { name: 'current_time' } }]);
    const told = (server().requests[1]?.body['messages'] as unknown[]).slice(-3);
    expect(told).toMatchObject([
      { role: 'assistant', tool_calls: [{ id: 'a' }, { id: 'b' }] },
      { role: 'tool', tool_call_id: 'a', content: 'half past nine' },
      { role: 'tool', tool_call_id: 'b', content: 'There is no tool named nothing.' },
    ]);
  });

  it('are not called for ever', async () => {
    server().answerWith((_, response) => {
      beginStream(response, 'Wait. ');
      response.end(`${call(0, 'a', 'current_time', '{}')}${streamPart({}, 'tool_calls')}`);
    });
    expect((await collectReply(responder({ tools }), 'Go')).outcome).toEqual(done);
    expect(server().requests).toHaveLength(5);
    expect(given).toHaveLength(4);
    expect(server().requests[4]?.body).not.toHaveProperty('tools');
  });

  it('are left out for a server that has none, then and later', async () => {
    const answering = responder({ tools });
    server().answerWith(
      replies(500, { error: { message: 'tools param requires --jinja flag' } }),
      streams('Yes.'),
    );
    expect((await collectReply(answering, 'Go')).text).toBe('Yes.');
    await collectReply(answering, 'Go');
    expect(server().requests.map(({ body }) => 'tools' in body)).toEqual([true, false, false]);
  });

  it('take no arguments without end', async () => {
    server().answerWith((_, response) => {
      beginStream(response);
      response.end(call(0, 'a', 'current_time', 'x'.repeat(20_000)));
    });
    expect((await faultOf({ tools })).code).toBe('llm_bad_reply');
    expect(given).toHaveLength(0);
  });
});

describe('a server with another name for the token limit', () => {
  it('is asked again in its words', async () => {
    server().answerWith(
      replies(400, { error: { message: "Use 'max_completion_tokens' instead of 'max_tokens'." } }),
      streams('Yes.'),
    );
    expect((await collectReply(responder(), 'Go')).text).toBe('Yes.');
    expect(server().requests[1]?.body).toMatchObject({ max_completion_tokens: 300 });
    expect(server().requests[1]?.body).not.toHaveProperty('max_tokens');
  });
});

describe('no language model', () => {
  it('answers nothing', () => {
    expect(
      createLanguageModel({
        llm: { kind: 'none' },
        clock: createRealClock(),
        network: createNetwork('off'),
      }).responders,
    ).toEqual([]);
  });
});
