/** The desk in a process of its own under a plain Node host: calls over the host's line, sudden death, memory after it. */
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DeskMessage } from '../../../electron/contract/rpc.ts';
import type { PortLike } from '../../../electron/voice/port-carrier.ts';
import { serveVoice } from '../../../electron/voice/voice-server.ts';
import type { VoiceMessage } from '../../../electron/voice/voice-server.ts';
import { createDataFolder } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { startVoiceProcess } from '../../support/voice-process.ts';
import type { VoiceProcess } from '../../support/voice-process.ts';

let data: DataFolder;
const alive = new Set<VoiceProcess>();
beforeAll(() => {
  data = createDataFolder();
});
afterEach(async () => {
  for (const voice of alive) await voice.kill();
  alive.clear();
});
afterAll(() => data.remove());

async function launch(): Promise<VoiceProcess> {
  const voice = startVoiceProcess();
  alive.add(voice);
  const start = { type: 'start', dataFolder: data.path, desk: true, host: 'headless', version: '1.2.3' };
  expect(await voice.ask(start)).toEqual({ faults: [] });
  return voice;
}

/** A Node port as Electron hands it over: what arrives is wrapped. */
function electronPort(port: MessagePort): PortLike {
  return {
    postMessage: (message) => port.postMessage(message),
    on(event: 'message' | 'close', listener: (message: unknown) => void) {
      port.on(event, (data: unknown) => listener({ data }));
    },
    close: () => port.close(),
  };
}

describe('the voice inside its host', () => {
  it('serves windows over ports, a window that goes harms nobody, and ends when it is let go of', async () => {
    let send: (message: unknown, ports?: readonly PortLike[]) => void = () => {};
    let letGo = () => {};
    const answers = new Map<number, VoiceMessage>();
    const ended = new Promise<void>((resolve) =>
      serveVoice(
        {
          onMessage: (take) => void (send = (message, ports = []) => take(message, ports)),
          post: (message) =>
            void answers.set((message as { request: number }).request, message as VoiceMessage),
          onGone: (gone) => void (letGo = gone),
        },
        resolve,
      ),
    );
    const answerTo = async (request: number) => {
      await expect.poll(() => answers.has(request), { timeout: 60_000 }).toBe(true);
      return answers.get(request);
    };
    send({ type: 'start', request: 1, dataFolder: data.path, desk: true, host: 'headless', version: '9' });
    const lines = [new MessageChannel(), new MessageChannel()];
    lines.forEach(({ port1 }, at) => send({ type: 'connect', request: 2 + at }, [electronPort(port1)]));
    expect(await answerTo(3)).toMatchObject({ ok: true });
    const heard: DeskMessage[][] = [[], []];
    lines.forEach(({ port2 }, at) => port2.on('message', (message: DeskMessage) => heard[at]!.push(message)));
    lines[0]!.port2.close();
    lines[1]!.port2.postMessage({
      type: 'call',
      id: 7,
      method: 'sendText',
      params: { text: 'What is one plus one?' },
    });
    await expect
      .poll(() => heard[1]!.some((one) => one.type === 'event' && one.event.type === 'turnSaved'), {
        timeout: 30_000,
      })
      .toBe(true);
    expect(heard[1]!.filter((one) => one.type === 'answer')).toEqual([
      { type: 'answer', id: 7, ok: true, value: null },
    ]);
    let closed = false;
    lines[1]!.port2.on('close', () => (closed = true));
    letGo();
    await ended;
    await expect.poll(() => closed).toBe(true);
  });
});

describe('the voice process with a desk', () => {
  it('answers calls over the host line beside commands, and a port that is missing', async () => {
    const voice = startVoiceProcess();
    alive.add(voice);
    // before it was started there is no desk, and a command that comes early waits for the models
    await expect(voice.ask({ type: 'connect' })).rejects.toThrow(/closed/);
    const started = voice.ask({ type: 'start', dataFolder: data.path, desk: true, version: '1.2.3' });
    const early = voice.call('getSnapshot', {});
    await started;
    expect(await early).toMatchObject({ version: '1.2.3', host: 'headless', pid: voice.pid });
    await expect(voice.ask({ type: 'connect' })).rejects.toThrow(/bad_argument/);

    // a stop does not wait for what takes long
    const order: string[] = [];
    const slow = voice.call('diagnose', {}).then(() => order.push('diagnose'));
    await voice.call('stop', {}).then(() => order.push('stop'));
    await slow;
    expect(order).toEqual(['stop', 'diagnose']);
    await expect(voice.call('explode' as 'stop', {})).rejects.toThrow(/method_unknown/);

    await voice.ask({ type: 'shutdown' });
    const { code, signal } = await voice.disconnect();
    expect({ code, signal }, voice.stderr()).toEqual({ code: 0, signal: null });
  });

  it('killed in mid-turn loses no word of history, and the next one knows what was talked about', async () => {
    const first = await launch();
    await first.call('sendText', { text: 'What is seven times eight?' });
    const saved = await first.waitForDesk((event) => event.type === 'turnSaved');
    await first.call('sendText', { text: 'What can you do?' });
    await first.waitForDesk((event) => event.type === 'liveChanged' && event.live?.stage === 'speaking');
    await first.kill();

    const second = await launch();
    const page = await second.call('listTurns', { limit: 10 });
    expect(saved.type === 'turnSaved' && page.turns.map(({ id }) => id)).toContain(
      saved.type === 'turnSaved' && saved.turn.id,
    );
    expect((await second.call('getSnapshot', {})).pid).not.toBe(first.pid);
    await second.call('sendText', { text: 'Say that again.' });
    const again = await second.waitForDesk((event) => event.type === 'turnSaved');
    expect(again.type === 'turnSaved' && again.turn.replyText).toMatch(/56|fifty/);
  });
});
