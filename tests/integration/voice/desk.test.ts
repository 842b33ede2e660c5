/** The desk with real models: windows that talk, type, look at the history, change settings and misbehave. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rpcSchemas, SECRET_MASK } from '../../../electron/contract/rpc.ts';
import { parseWav } from '../../../electron/engine/dsp/wav.ts';
import { openSettings } from '../../../electron/engine/store/settings-file.ts';
import { ask, isSession, openDeskRig } from '../../support/desk-rig.ts';
import type { DeskRig } from '../../support/desk-rig.ts';

let rig: DeskRig;
let connect: DeskRig['connect'];
beforeAll(async () => {
  rig = await openDeskRig();
  connect = rig.connect;
});
afterAll(() => rig.close());

describe('a window', () => {
  it('gets a snapshot, types, sees the turn live and saved, and finds it again', async () => {
    const line = await connect();
    const snapshot = await line.call('getSnapshot', {});
    expect(snapshot).toMatchObject({
      version: '0.0.0-test',
      host: 'headless',
      pid: process.pid,
      sound: 'none',
    });
    expect(snapshot.dataFolder).toBe(rig.dataFolder);

    const turn = await ask(line, 'What is twelve times twelve?');
    expect(turn).toMatchObject({
      userText: 'What is twelve times twelve?',
      endReason: 'typed',
      hasSound: false,
    });
    expect(turn.replyText).toContain('144');
    const live = line.ofType('liveChanged');
    expect(live[0]?.live).toMatchObject({ text: 'What is twelve times twelve?', stage: 'thinking' });
    expect(live.some((event) => event.live?.stage === 'speaking')).toBe(true);
    await line.waitFor((event) => event.type === 'liveChanged' && event.live === null);
    const phases = line.ofType('talkChanged').map((event) => event.talk.phase);
    expect(phases).toEqual(expect.arrayContaining(['thinking', 'speaking', 'ready']));

    const page = await line.call('listTurns', { limit: 10 });
    expect(page).toMatchObject({ total: 1, turns: [{ id: turn.id }] });
    expect(await line.call('getTurn', { id: turn.id })).toEqual(turn);
    const { found } = await line.call('searchTurns', { text: 'twel', limit: 5 });
    expect(found).toHaveLength(1);
    const [first] = found;
    const marked = first!.highlights.map(({ start, end }) => first!.snippet.slice(start, end).toLowerCase());
    expect(marked).toContain('twelve');
    expect(await line.call('searchTurns', { text: '"*)(NEAR', limit: 5 })).toEqual({ found: [] });

    const markdown = await line.call('exportHistory', { format: 'markdown' });
    expect(markdown).toMatchObject({ encoding: 'text', mimeType: 'text/markdown' });
    expect(markdown.content).toContain('What is twelve times twelve?');
    const json = await line.call('exportHistory', { format: 'json' });
    expect(JSON.parse(json.content)).toMatchObject([{ userText: 'What is twelve times twelve?' }]);

    const wav = await line.call('exportSound', { id: turn.id, part: 'reply' });
    const parsed = parseWav(Buffer.from(wav.content, 'base64'));
    expect(parsed.ok && parsed.value.samples.length).toBeGreaterThan(8_000);
    await expect(line.call('exportSound', { id: turn.id, part: 'words' })).rejects.toThrow(/sound_gone/);
    await expect(line.call('replay', { id: turn.id, part: 'words' })).rejects.toThrow(/sound_gone/);
    line.close();
  });

  it('stops a long reply, repeats one without making another turn, and deletes for all windows', async () => {
    const [one, two] = [await connect(), await connect()];
    let since = one.events.length;
    await one.call('sendText', { text: 'What can you do?' });
    await one.waitFor(isSession('replyAudio'), { since });
    await two.call('stop', {});
    const saved = await one.waitFor((event) => event.type === 'turnSaved', { since });
    expect(saved).toMatchObject({ turn: { interrupted: true } });

    const { total } = await one.call('listTurns', { limit: 1 });
    since = two.events.length;
    await two.call('repeatReply', {});
    await two.waitFor(isSession('replyAudio'), { since });
    await one.call('stop', {});
    await two.waitFor(isSession('replyEnd'), { since });
    expect(await one.call('listTurns', { limit: 1 })).toMatchObject({ total });

    const id = saved.type === 'turnSaved' ? saved.turn.id : 0;
    since = two.events.length;
    await one.call('deleteTurn', { id });
    expect(await two.waitFor((event) => event.type === 'turnDeleted', { since })).toMatchObject({
      type: 'turnDeleted',
      id,
    });
    await expect(two.call('getTurn', { id })).rejects.toThrow(/turn_unknown/);
    await expect(two.call('deleteTurn', { id })).rejects.toThrow(/turn_unknown/);
    one.close();
    two.close();
  });

  it('keeps what was asked when it is stopped before any of the answer was heard', async () => {
    const line = await connect();
    const since = line.events.length;
    void line.call('sendText', { text: 'Set a timer for ten minutes.' });
    await line.call('stop', {});
    const saved = await line.waitFor((event) => event.type === 'turnSaved', { since });
    expect(saved).toMatchObject({
      turn: { userText: 'Set a timer for ten minutes.', replyText: '', heardText: '', interrupted: true },
    });
    expect((await line.call('getSnapshot', {})).talk.phase).toBe('ready');
    // what was done for it has been taken back with it
    expect((await ask(line, 'How much time is left on my timer?')).replyText).toMatch(
      /no timer|not? (any )?timer/i,
    );
    line.close();
  });

  it('without ears is told so, and typing goes on', async () => {
    const line = await connect();
    await expect(line.call('pressTalk', {})).rejects.toThrow(/mic_none/);
    await expect(line.call('startDictation', {})).rejects.toThrow(/mic_none/);
    await line.call('releaseTalk', {});
    expect((await ask(line, 'What is two plus two?')).replyText).toMatch(/4|four/i);
    line.close();
  });
});

describe('settings', () => {
  it('are heard by every window, with secrets masked on the way out and kept on the way back', async () => {
    const [one, two] = [await connect(), await connect()];
    const since = two.events.length;
    const key = 'sk-not-for-windows';
    const changed = await one.call('updateSettings', {
      entries: [
        ['llm.kind', 'openai-compatible'],
        ['llm.baseUrl', 'http://127.0.0.1:9/v1'],
        ['llm.model', 'small'],
        ['llm.apiKey', key],
        ['dictation.words', ['Parley', 'Smart Turn']],
      ],
    });
    expect(changed).toMatchObject({
      llm: { apiKey: SECRET_MASK },
      dictation: { words: ['Parley', 'Smart Turn'] },
    });
    expect(await two.waitFor((event) => event.type === 'settingsChanged', { since })).toMatchObject({
      settings: { llm: { apiKey: SECRET_MASK } },
    });
    await two.call('updateSettings', {
      entries: [
        ['llm.apiKey', SECRET_MASK],
        ['llm.model', 'large'],
      ],
    });
    expect(openSettings(rig.dataFolder).current().llm).toMatchObject({ apiKey: key, model: 'large' });
    await two.call('getSnapshot', {});
    expect(JSON.stringify([one.messages, two.messages])).not.toContain(key);

    await expect(one.call('updateSettings', { entries: [['volume', 7]] })).rejects.toThrow(/bad_argument/);
    await expect(
      one.call('updateSettings', {
        entries: [
          ['volume', 0.5],
          ['no.such', 1],
        ],
      }),
    ).rejects.toThrow(/bad_argument/);
    expect((await one.call('getSnapshot', {})).settings.volume).toBe(0.9);
    const reset = await one.call('resetSettings', {
      paths: ['llm.kind', 'llm.baseUrl', 'llm.model', 'llm.apiKey', 'dictation.words'],
    });
    expect(reset).toMatchObject({ llm: { kind: 'none' }, dictation: { words: [] } });
    one.close();
    two.close();
  });

  it('of another process arrive too; mute reaches every window', async () => {
    const [one, two] = [await connect(), await connect()];
    let since = one.events.length;
    openSettings(rig.dataFolder).set('talk.mode', 'handsFree');
    await one.waitFor((event) => event.type === 'talkChanged' && event.talk.mode === 'handsFree', { since });
    since = two.events.length;
    await one.call('setMuted', { muted: true });
    await two.waitFor((event) => event.type === 'talkChanged' && event.talk.phase === 'muted', { since });
    await expect(two.call('pressTalk', {})).rejects.toThrow(/mic_off/);
    await two.call('setMuted', { muted: false });
    expect((await one.call('getSnapshot', {})).talk).toMatchObject({ muted: false, phase: 'ready' });
    await one.call('resetSettings', { paths: ['talk.mode', 'talk.muted'] });
    one.close();
    two.close();
  });
});

describe('hostile windows', () => {
  it('get an answer to each call and nothing else breaks', async () => {
    const line = await connect();
    const methods = [...Object.keys(rpcSchemas), 'explode', '__proto__', 'constructor', 'toString'];
    // what would really end something for the tests that follow
    const spared = [
      'clearHistory',
      'updateSettings',
      'resetSettings',
      'measureMachine',
      'diagnose',
      'attachSound',
    ];
    const method = fc.constantFrom(...methods.filter((name) => !spared.includes(name)));
    const params = fc.oneof(fc.jsonValue(), fc.object(), fc.constant(undefined));
    let id = 1_000;
    await fc.assert(
      fc.asyncProperty(method, params, async (name, given) => {
        const mine = id++;
        // valid by chance: reading aloud for minutes is no test
        const safe = name === 'sendText' || name === 'testSpeaker' ? { text: 7, more: given } : given;
        line.sendRaw({ type: 'call', id: mine, method: name, params: safe });
        await expect
          .poll(() => line.messages.filter((one) => one.type === 'answer' && one.id === mine).length, {
            timeout: 20_000,
            interval: 1,
          })
          .toBe(1);
      }),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.anything(), (message) => {
        line.sendRaw(message);
        return Promise.resolve();
      }),
      { numRuns: 300 },
    );
    await line.call('stop', {});
    for (const name of ['explode', '__proto__', 'constructor', 'hasOwnProperty']) {
      await expect(line.call(name as 'stop', {})).rejects.toThrow(/method_unknown/);
    }
    await expect(line.call('listTurns', { limit: 1e9 })).rejects.toThrow(/bad_argument/);
    await expect(line.call('sendText', { text: 'a'.repeat(10_001) })).rejects.toThrow(/bad_argument/);
    await expect(line.call('getTurn', { id: -5 })).rejects.toThrow(/turn_unknown/);
    await expect(line.call('downloadModel', { name: '../../etc', acceptLicence: true })).rejects.toThrow();
    expect(await line.call('getSnapshot', {})).toMatchObject({ host: 'headless' });
    expect(line.closedWith).toBeNull();
    line.close();
  });

  it('that read too slowly are closed with 1013 and the others are not hurt', async () => {
    const [slow, good] = [await connect(), await connect()];
    slow.waitingBytes = 5 * 1024 * 1024;
    await ask(good, 'What is six plus six?');
    await expect.poll(() => slow.closedWith).toBe(1013);
    good.close();
  });
});

describe('history', () => {
  it('that is not kept is still there to be looked at until Parley ends', async () => {
    const line = await connect();
    await line.call('updateSettings', { entries: [['history.keep', false]] });
    const turn = await ask(line, 'What is nine minus four?');
    expect(turn.id).toBeLessThan(0);
    expect(await line.call('getTurn', { id: turn.id })).toEqual(turn);
    await line.call('deleteTurn', { id: turn.id });
    await expect(line.call('getTurn', { id: turn.id })).rejects.toThrow(/turn_unknown/);
    await line.call('updateSettings', { entries: [['history.keep', true]] });
    line.close();
  });

  it('is cleared everywhere at once', async () => {
    const [one, two] = [await connect(), await connect()];
    const since = two.events.length;
    const { total } = await one.call('listTurns', { limit: 1 });
    expect(total).toBeGreaterThan(1);
    expect(await one.call('clearHistory', {})).toEqual({ deleted: total });
    await two.waitFor((event) => event.type === 'historyCleared', { since });
    expect(await two.call('listTurns', { limit: 5 })).toEqual({ turns: [], total: 0 });
    one.close();
    two.close();
  });

  it('is what a new desk remembers of the conversation', async () => {
    const line = await connect();
    await ask(line, 'What is seven times six?');
    await rig.reopen();
    expect(line.closedWith).toBe(1001);
    const again = await connect();
    const since = again.events.length;
    await again.call('repeatReply', {});
    const said = await again.waitFor(isSession('replyText'), { since });
    expect(JSON.stringify(said)).toMatch(/42|forty/);
    await again.call('stop', {});
    again.close();
  });
});
