/** A model behind a real HTTP server on this machine that is gone, refuses or misbehaves. */
import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import {
  beginStream,
  replies,
  startFakeOpenAiServer,
  streamPart,
  streams,
} from '../../fakes/fake-openai-server.ts';
import { collectReply } from '../../support/collect-reply.ts';
import { KEY, done, setUpOpenAiRig } from '../../support/openai-rig.ts';

const { server, responder, faultOf } = setUpOpenAiRig();

describe('repetition', () => {
  it.each([500, 502, 503, 429])('asks again after %i', async (status) => {
    server().answerWith(replies(status, 'busy'), streams('Now.'));
    expect((await collectReply(responder(), 'Go')).text).toBe('Now.');
    expect(server().requests).toHaveLength(2);
  });

  it('gives up after two', async () => {
    server().answerWith(replies(500, { error: { message: 'out of memory' } }));
    expect(await faultOf()).toEqual({
      code: 'llm_failed',
      message: expect.stringContaining('HTTP 500: out of memory') as string,
    });
    expect(server().requests).toHaveLength(3);
  });

  it('waits as long as it is asked to, and not too long', async () => {
    server().answerWith(replies(429, '', { 'retry-after': '1' }), streams('Now.'));
    const before = performance.now();
    expect((await collectReply(responder(), 'Go')).text).toBe('Now.');
    expect(performance.now() - before).toBeGreaterThan(990);
    server().answerWith(replies(429, '', { 'retry-after': '60' }));
    expect((await faultOf()).code).toBe('llm_busy');
    expect(server().requests).toHaveLength(3);
  });

  it('never repeats once the answer has begun', async () => {
    server().answerWith((_, response) => {
      beginStream(response, 'Half a sen');
      setTimeout(() => response.destroy(), 50);
    });
    const reply = await collectReply(responder(), 'Go');
    expect(reply.outcome).toMatchObject({ kind: 'failed', fault: { code: 'llm_unreachable' } });
    expect(reply.sentences).toEqual(['Half a sen']);
    expect(server().requests).toHaveLength(1);
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
    server().answerWith(
      replies(status, { error: { message: `Wrong key ${KEY}, or\nsk-very-***1234 perhaps` } }),
    );
    const fault = await faultOf();
    expect(fault.code).toBe('llm_refused');
    expect(fault.message).toContain(`HTTP ${status}: Wrong key [key] or [key] perhaps`);
    expect(server().requests).toHaveLength(1);
  });

  it('does not pass on what was said when the server repeats it', async () => {
    server().answerWith(replies(400, { error: 'cannot answer "my private question"' }));
    expect((await faultOf({}, 'My private  question')).message).not.toContain('private');
  });

  it('shows no page of HTML', async () => {
    server().answerWith(replies(404, '<html><b>nothing here</b></html>'));
    expect((await faultOf()).message).toMatch(/\(HTTP 404\)$/);
  });

  it.each([
    ['a key of two lines', { apiKey: 'a-secret\r\nx: y' }],
    ['a password in the address', { baseUrl: 'http://me:secret@127.0.0.1:1/v1' }],
    ['no address', { baseUrl: 'secret' }],
  ])('refuses %s without showing it', async (_, made) => {
    expect((await faultOf(made)).code).toBe('llm_refused');
    expect(server().requests).toHaveLength(0);
  });

  it('is not followed to another server', async () => {
    const other = await startFakeOpenAiServer();
    other.answerWith(streams('Stolen.'));
    server().answerWith(replies(307, '', { location: `${other.baseUrl}/chat/completions` }));
    expect((await faultOf()).code).toBe('llm_refused');
    expect(other.requests).toHaveLength(0);
    await other.close();
  });

  it('is followed on the same server, and not in a circle', async () => {
    server().answerWith(replies(308, '', { location: '/v2/chat' }), streams('Here.'));
    expect((await collectReply(responder(), 'Go')).text).toBe('Here.');
    expect(server().requests[1]?.url).toBe('/v2/chat');
    server().answerWith(replies(307, '', { location: '/again' }));
    expect((await faultOf()).code).toBe('llm_refused');
    server().answerWith(replies(302, '', { location: '/login' }));
    expect((await faultOf()).code).toBe('llm_refused');
  });
});

describe('a server that misbehaves', () => {
  it('is given up when it never answers', async () => {
    server().answerWith(() => undefined);
    expect((await faultOf({ timeoutMs: 300 })).code).toBe('llm_timeout');
    await server().requests[0]!.cutOff;
  });

  it('is given up when it falls silent in the middle, and not while it is only slow', async () => {
    server().answerWith((_, response) => {
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
    await server().requests[0]!.cutOff;
  });

  it('is given up on a virtual clock that stands still', async () => {
    server().answerWith(() => undefined);
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
    server().answerWith((__, response) => {
      response.writeHead(200, { 'content-type': type }).end(body);
    });
    expect((await faultOf()).code).toBe('llm_bad_reply');
    expect(server().requests).toHaveLength(1);
  });

  it('tells an error inside the stream', async () => {
    server().answerWith((_, response) => {
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
    server().answerWith((_, response) => {
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
    await server().requests[0]!.cutOff;
  });

  it.each<[string, string]>([
    ['one line', 'x'.repeat(64 * 1024)],
    ['silent events', ': nothing\n\n'.repeat(6_000)],
  ])('is cut off when it sends %s without end', async (_, chunk) => {
    server().answerWith((__, response) => {
      beginStream(response);
      const go = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', go);
      };
      go();
    });
    expect((await faultOf()).code).toBe('llm_bad_reply');
    await server().requests[0]!.cutOff;
  });
});
