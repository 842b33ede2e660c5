/** The desk in a process of its own under a plain Node host: calls over the host's line, sudden death, memory after it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
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
