/** Trying a language model before it is saved, against a real server on this machine. */
import type { ServerResponse } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import { tryLanguageModel } from '../../../electron/engine/brain/language-model/try-language-model.ts';
import { createNetwork } from '../../../electron/engine/network/network.ts';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import { beginStream, replies, streams } from '../../fakes/fake-openai-server.ts';
import type { FakeAnswer } from '../../fakes/fake-openai-server.ts';
import { KEY, setUpOpenAiRig } from '../../support/openai-rig.ts';

const { server } = setUpOpenAiRig();
let models: FakeAnswer;
let answer: FakeAnswer;
beforeEach(() => {
  models = replies(200, { data: [{ id: 'one' }, { id: 'two' }] });
  answer = streams('Yes', '.');
  server().answerWith((request, response) =>
    (request.url.endsWith('/models') ? models : answer)(request, response),
  );
});

function attempt(
  changes: { baseUrl?: string; model?: string; apiKey?: string } = {},
  { network = createNetwork('off'), signal = new AbortController().signal } = {},
) {
  const common = { kind: 'openai-compatible' as const, model: 'test-model', apiKey: KEY, timeoutMs: 5_000 };
  return tryLanguageModel({
    llm: { ...common, baseUrl: server().baseUrl, ...changes },
    network,
    clock: createRealClock(),
    signal,
  });
}
async function faultOf(...given: Parameters<typeof attempt>) {
  const tried = await attempt(...given);
  expect(JSON.stringify(tried)).not.toContain('secret');
  return tried.ok ? 'none' : tried.fault.code;
}

describe('trying a server', () => {
  it('tells its models and how long the first word takes, with the network off', async () => {
    const tried = await attempt();
    if (!tried.ok) throw new Error(tried.fault.message);
    expect(tried.value.models).toEqual(['one', 'two']);
    expect(tried.value.first_token_ms).toBeGreaterThan(0);
    const [list, chat] = server().requests;
    expect(list).toMatchObject({ url: '/v1/models', authorization: `Bearer ${KEY}` });
    expect(chat).toMatchObject({ url: '/v1/chat/completions', body: { model: 'test-model', stream: true } });
  });

  it('stops the answer at its first word', async () => {
    answer = (_, response) => beginStream(response, 'Yes');
    expect((await attempt()).ok).toBe(true);
    await server().requests[1]!.cutOff;
  });

  it('takes the first model where none is named', async () => {
    expect((await attempt({ model: '' })).ok).toBe(true);
    expect(server().requests[1]!.body['model']).toBe('one');
    models = replies(200, { data: [] });
    expect(await faultOf({ model: '' })).toBe('bad_argument');
  });

  it.each([
    ['no list', replies(404, 'no')],
    ['a refused list', replies(401, { error: { message: `bad key ${KEY}` } })],
    ['a list that is none', replies(200, '<html>')],
    ['a list of something else', replies(200, { data: [{ name: 7 }, null, 'x'] })],
    ['a list without end', replies(200, { data: 'x'.repeat(2_000_000) })],
    [
      'a list that breaks off',
      (_: unknown, response: ServerResponse) => {
        response.writeHead(200, { 'content-length': 10 });
        response.write('{', () => response.destroy());
      },
    ],
  ] as const)('does without %s', async (_, given) => {
    models = given;
    const tried = await attempt();
    expect(tried.ok && tried.value.models).toEqual([]);
  });

  it('tells what keeps it from answering', async () => {
    answer = replies(401, { error: { message: `Incorrect key ${KEY}` } });
    expect(await faultOf()).toBe('llm_refused');
    answer = replies(404, { error: { message: 'no such model' } });
    expect(await faultOf()).toBe('llm_refused');
    answer = streams();
    expect(await faultOf()).toBe('llm_bad_reply');
    expect(await faultOf({ baseUrl: 'http://127.0.0.1:1/v1' })).toBe('llm_unreachable');
  });

  it('leaves this machine only when the network is allowed', async () => {
    expect(await faultOf({ baseUrl: 'https://away.example/v1' })).toBe('network_off');
    expect(server().requests).toEqual([]);
  });

  it('can be stopped', async () => {
    const stop = new AbortController();
    answer = () => stop.abort();
    expect(await faultOf({}, { signal: stop.signal })).toBe('closed');
    await server().requests[1]!.cutOff;
  });

  it('has nothing to try without a language model', async () => {
    const tried = await tryLanguageModel({
      llm: { kind: 'none' },
      network: createNetwork('off'),
      clock: createRealClock(),
      signal: new AbortController().signal,
    });
    expect(tried).toMatchObject({ ok: false, fault: { code: 'llm_none' } });
  });
});
