/** The real app under Xvfb: both hosts answer a typed question, and the voice survives its own death. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../../electron/contract/desk-events.ts';
import { callDesktop, launchApp, openDesk, until } from '../../support/app-window.ts';
import type { AppOptions, LaunchedApp, PageDesk } from '../../support/app-window.ts';
import { isRunning } from '../../support/voice-process.ts';
import { startXvfb } from '../../support/xvfb.ts';
import type { VirtualDisplay } from '../../support/xvfb.ts';

let screen: VirtualDisplay;
let app: LaunchedApp | null = null;
beforeAll(async () => {
  screen = await startXvfb();
});
afterAll(() => screen.stop());
afterEach(async () => {
  await app?.end();
  app = null;
});

const LONG = 'What can you do?';

type Saved = Extract<DeskEvent, { type: 'turnSaved' }>;
const isSaved = (event: DeskEvent): event is Saved => event.type === 'turnSaved';

async function open(options: Partial<AppOptions> = {}): Promise<LaunchedApp> {
  app = await launchApp({ display: screen.display, ...options });
  await app.ready();
  return app;
}

/** Asks and gives the reply of the turn that was saved. */
async function ask(desk: PageDesk, text: string): Promise<string> {
  const sent = await desk.call('sendText', { text });
  expect(sent).toEqual({ ok: true, value: null });
  const saved = await desk.waitFor((event): event is Saved => isSaved(event) && event.turn.userText === text);
  return saved.turn.replyText;
}

/** Begins a turn whose answer is long, and comes back in the middle of it. */
async function beginLongTurn(desk: PageDesk): Promise<void> {
  await desk.call('sendText', { text: LONG });
  await desk.waitFor(
    (event): event is Extract<DeskEvent, { type: 'liveChanged' }> =>
      event.type === 'liveChanged' && event.live?.text === LONG,
  );
}

async function questionsKept(desk: PageDesk): Promise<readonly string[]> {
  const turns = await desk.call('listTurns', { limit: 10 });
  return turns.ok ? turns.value.turns.map(({ userText }) => userText) : [turns.fault.code];
}

/** Kills the voice and waits for the next one to run. @returns its process id */
async function killVoice(running: LaunchedApp): Promise<number> {
  const before = await until(
    () => running.voicePid(),
    (pid) => pid !== null,
  );
  process.kill(before!, 'SIGKILL');
  return (await until(
    () => running.voicePid(),
    (pid) => pid !== null && pid !== before,
  ))!;
}

describe('the voice in a utility process', () => {
  it('answers a typed question, and says where it runs', async () => {
    const running = await open();
    expect(await running.ready()).toMatch(
      /^Parley ready: window app:\/\/parley\/, voice in a utility process, \d+\.\d s$/,
    );
    const page = await running.mainPage();
    const desk = await openDesk(page);
    expect(await ask(desk, 'What is twelve times twelve?')).toMatch(/144/);
    const snapshot = await desk.call('getSnapshot', {});
    expect(snapshot).toMatchObject({
      ok: true,
      value: { host: 'utility', pid: await running.voicePid(), dataFolder: running.dataFolder },
    });
    const desktop = await callDesktop(page, 'getDesktop', {});
    expect(desktop).toMatchObject({
      ok: true,
      value: { windowKind: 'main', voice: { host: 'utility', state: 'running', fault: null } },
    });
  });

  it('is running again after kill -9 in mid-turn, with the history whole and the user told', async () => {
    const running = await open();
    const page = await running.mainPage();
    const before = await openDesk(page);
    await ask(before, 'What is six times seven?');
    await beginLongTurn(before);
    const pid = await killVoice(running);
    expect(isRunning(pid)).toBe(true);
    // waits until there is a desk again
    const desk = await openDesk(page);
    expect(await questionsKept(desk)).toContain('What is six times seven?');
    const told = await callDesktop(page, 'getDesktop', {});
    expect(told).toMatchObject({
      ok: true,
      value: { voice: { state: 'running', fault: { code: 'voice_restarted' } } },
    });
    expect(await ask(desk, 'What is two plus two?')).toMatch(/\b4\b|four/i);
    // the next turn is the end of that news
    expect(await callDesktop(page, 'getDesktop', {})).toMatchObject({
      ok: true,
      value: { voice: { state: 'running', fault: null } },
    });
  });

  it('is given up at the third crash, says so, and starts again when asked', async () => {
    const running = await open();
    const page = await running.mainPage();
    const state = async () => {
      const desktop = await callDesktop(page, 'getDesktop', {});
      return desktop.ok ? desktop.value.voice : null;
    };
    await killVoice(running);
    await killVoice(running);
    process.kill((await running.voicePid())!, 'SIGKILL');
    await until(state, (voice) => voice?.state === 'stopped');
    expect(await state()).toMatchObject({ state: 'stopped', fault: { code: 'voice_stopped' } });
    expect(await running.voicePid()).toBeNull();

    expect(await callDesktop(page, 'restartVoice', {})).toEqual({ ok: true, value: null });
    await until(state, (voice) => voice?.state === 'running');
    expect(await ask(await openDesk(page), 'What is three times three?')).toMatch(/\b9\b|nine/i);
  });
});

describe('the voice in the main process', () => {
  it('answers a typed question, and says where it runs', async () => {
    const running = await open({ settings: { host: 'main' } });
    expect(await running.ready()).toContain('voice in the main process');
    const page = await running.mainPage();
    const desk = await openDesk(page);
    expect(await ask(desk, 'What is twelve times twelve?')).toMatch(/144/);
    expect(await running.voicePid()).toBeNull();
    expect(await desk.call('getSnapshot', {})).toMatchObject({
      ok: true,
      value: { host: 'main', pid: running.electron.process().pid },
    });
  });
});

describe('an app that is killed in mid-turn with the voice in it', () => {
  it('has its history whole at the next start', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'parley-hosts-'));
    try {
      const running = await open({ dataFolder, settings: { host: 'main' } });
      const desk = await openDesk(await running.mainPage());
      await ask(desk, 'What is six times seven?');
      await beginLongTurn(desk);
      running.electron.process().kill('SIGKILL');
      await running.exited;
      const again = await open({ dataFolder });
      expect(await again.ready()).toContain('voice in the main process');
      const next = await openDesk(await again.mainPage());
      expect(await questionsKept(next)).toContain('What is six times seven?');
      await again.end();
    } finally {
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});

describe('the host in the settings', () => {
  it('is changed while the app runs, without losing the history', async () => {
    const running = await open();
    const page = await running.mainPage();
    const utility = (await running.voicePid())!;
    const first = await openDesk(page);
    await ask(first, 'What is five plus five?');
    void first.call('updateSettings', { entries: [['host', 'main']] });
    await until(
      () => callDesktop(page, 'getDesktop', {}),
      (told) => told.ok && told.value.voice.host === 'main' && told.value.voice.state === 'running',
    );
    expect(isRunning(utility)).toBe(false);
    const second = await openDesk(page);
    expect(await second.call('getSnapshot', {})).toMatchObject({ ok: true, value: { host: 'main' } });
    expect(await second.call('listTurns', { limit: 5 })).toMatchObject({ ok: true, value: { total: 1 } });
    expect(JSON.parse(readFileSync(join(running.dataFolder, 'settings.json'), 'utf8'))).toMatchObject({
      host: 'main',
    });

    void second.call('updateSettings', { entries: [['host', 'utility']] });
    await until(
      () => running.voicePid(),
      (pid) => pid !== null,
    );
    const third = await openDesk(page);
    expect(await third.call('getSnapshot', {})).toMatchObject({ ok: true, value: { host: 'utility' } });
    expect(await ask(third, 'What is one plus one?')).toMatch(/\b2\b|two/i);
  });
});
