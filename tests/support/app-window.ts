/**
 * The real app for tests, with a data folder of its own: under Playwright's hand (`launchApp`: windows and the main
 * process can be reached) or started as a user starts it and reached over remote debugging (`startApp`: works with a
 * packed, fused binary as well). Both need `npm run build` first and a display (xvfb.ts).
 */
import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, chromium, errors } from 'playwright-core';
import type { Browser, ElectronApplication, Page } from 'playwright-core';
import type { DeskEvent } from '../../electron/contract/desk-events.ts';
import { DESK_PORT_MESSAGE } from '../../electron/contract/desktop-lines.ts';
import type { DesktopMethod, DesktopParams, DesktopResults } from '../../electron/contract/desktop.ts';
import type { Result } from '../../electron/contract/errors.ts';
import type { RpcMethod, RpcParams, RpcResults } from '../../electron/contract/rpc.ts';
import { callDeskInPage, callDesktopInPage, deskEventsInPage, openDeskInPage } from './desk-in-page.mjs';
import { electronExecutable } from './electron-runtime.ts';

/** The built main process. */
export const appMain = fileURLToPath(new URL('../../out/main/index.js', import.meta.url));

const READY = /^Parley ready: .*$/m;
const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;
/** How long Playwright may take to get hold of the app, try after try. */
const HOLD_LIMITS_MS = [12_000, 30_000, READY_LIMIT_MS];
/** The user without rights on Linux. */
const NOBODY = 65_534;

export interface AppOptions {
  /** As from startXvfb. */
  readonly display: string;
  /** Kept by the caller; without one a temporary folder is made and removed. */
  readonly dataFolder?: string;
  /** The data is where it is without PARLEY_DATA: in `parley` below this folder, kept by the caller (Linux). */
  readonly dataHome?: string;
  /** Written to settings.json before the start, dotted or nested as the file is. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly args?: readonly string[];
  /** For Chromium, before the program's name. */
  readonly switches?: readonly string[];
  /** Over this process's environment, for instance `rig.env`. Without it there is no sound system. */
  readonly env?: Readonly<NodeJS.ProcessEnv>;
  /** Another executable: a packed app. Then `out/main/index.js` is not named. */
  readonly packedApp?: string;
  /** `startApp` only, by root: runs as a user without rights, with Chromium's sandbox on. */
  readonly asNobody?: boolean;
}

export interface AppOutput {
  readonly dataFolder: string;
  stdout(): string;
  stderr(): string;
  /** The line; rejects when it does not come or the app ends. */
  ready(): Promise<string>;
  /** Exit code; null after a signal. */
  readonly exited: Promise<number | null>;
}

export interface LaunchedApp extends AppOutput {
  readonly electron: ElectronApplication;
  /** The main window, loaded. */
  mainPage(): Promise<Page>;
  /** Process id of the voice, null when no utility process runs. */
  voicePid(): Promise<number | null>;
  /** Quits in order; kills what does not. */
  stop(): Promise<void>;
  /** Kills all of it at once, for cleaning up where nobody looks at the end: quitting waits until models are loaded. */
  end(): Promise<void>;
}

export interface StartedApp extends AppOutput {
  readonly pid: number;
  /** Over remote debugging. */
  connect(): Promise<Browser>;
  stop(): Promise<void>;
}

function prepare(options: AppOptions) {
  const { dataHome } = options;
  const given = options.dataFolder ?? (dataHome === undefined ? undefined : join(dataHome, 'parley'));
  const dataFolder = given ?? mkdtempSync(join(tmpdir(), 'parley-app-'));
  mkdirSync(dataFolder, { recursive: true });
  if (options.settings) {
    writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify(options.settings), { mode: 0o600 });
  }
  if (!options.packedApp && !existsSync(appMain)) throw new Error('The app is not built. Run: npm run build');
  // Chromium's sandbox refuses to start for root; for everyone else it stays on
  const asRoot = process.getuid?.() === 0 && !options.asNobody ? ['--no-sandbox'] : [];
  const nobody = options.asNobody ? { uid: NOBODY, gid: NOBODY } : {};
  if (options.asNobody) chownSync(dataFolder, NOBODY, NOBODY);
  const home = options.asNobody ? { HOME: dataFolder, XDG_RUNTIME_DIR: dataFolder } : {};
  const silence = { PULSE_SERVER: `unix:${join(dataFolder, 'no-sound')}`, PIPEWIRE_REMOTE: 'none' };
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries({
    ...process.env,
    ...(options.env ?? silence),
    ...home,
    DISPLAY: options.display,
    ...(dataHome === undefined
      ? { PARLEY_DATA: dataFolder }
      : { PARLEY_DATA: undefined, XDG_DATA_HOME: dataHome }),
    PARLEY_LOG: 'info',
    NODE_OPTIONS: '',
  })) {
    if (value !== undefined) env[name] = value;
  }
  const flags = [...asRoot, '--disable-gpu', ...(options.switches ?? [])];
  const program = options.packedApp ? [] : [appMain];
  const keepFolder = given !== undefined;
  return {
    dataFolder,
    env,
    nobody,
    executable: options.packedApp ?? electronExecutable(),
    args: (more: readonly string[]) => [...flags, ...more, ...program, ...(options.args ?? [])],
    clean: () => {
      if (!keepFolder) rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Child {
  readonly exitCode: number | null;
  readonly signalCode: NodeJS.Signals | null;
  readonly stdout: NodeJS.ReadableStream | null;
  readonly stderr: NodeJS.ReadableStream | null;
  once(event: 'exit', listener: (code: number | null) => void): unknown;
}

function listen(child: Child, dataFolder: string): AppOutput & { waitFor(what: RegExp): Promise<string> } {
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  const take = (store: (text: string) => void) => (data: Buffer | string) => {
    store(data.toString());
    for (const watcher of [...watchers]) watcher();
  };
  child.stdout?.on(
    'data',
    take((text) => (stdout += text)),
  );
  child.stderr?.on(
    'data',
    take((text) => (stderr += text)),
  );
  const exited = new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', (code) => resolve(code));
  });

  function waitFor(what: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const end = (act: () => void) => {
        clearTimeout(timer);
        watchers.delete(look);
        act();
      };
      const look = () => {
        const found = what.exec(stdout) ?? what.exec(stderr);
        if (found) end(() => resolve(found[0]));
      };
      const fail = (reason: string) => end(() => reject(new Error(`${reason}\n${stdout}\n${stderr}`)));
      const timer = setTimeout(() => fail(`waited for ${String(what)}`), READY_LIMIT_MS);
      watchers.add(look);
      look();
      void exited.then((code) => fail(`the app ended with ${code} before ${String(what)}`));
    });
  }

  return {
    dataFolder,
    stdout: () => stdout,
    stderr: () => stderr,
    ready: () => waitFor(READY),
    waitFor,
    exited,
  };
}

/** Its own process may have gone by itself. */
function killHard(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}

async function endWithin(exited: Promise<unknown>, kill: () => void): Promise<void> {
  const timer = setTimeout(kill, STOP_LIMIT_MS);
  await exited;
  clearTimeout(timer);
}

/**
 * Playwright waits for ever for a window that is made while it takes hold of the app, which has long said that it is
 * ready; it is then started once more. One that ends instead is a failure at once.
 */
async function launchUnderHand(
  start: ReturnType<typeof prepare>,
  [timeout, ...later] = HOLD_LIMITS_MS,
): Promise<ElectronApplication> {
  try {
    return await _electron.launch({
      executablePath: start.executable,
      args: start.args([]),
      env: start.env,
      timeout: timeout ?? READY_LIMIT_MS,
    });
  } catch (thrown) {
    if (later.length === 0 || !(thrown instanceof errors.TimeoutError)) throw thrown;
    return launchUnderHand(start, later);
  }
}

/** Under Playwright's hand. */
export async function launchApp(options: AppOptions): Promise<LaunchedApp> {
  const start = prepare(options);
  const electron = await launchUnderHand(start);
  const child = electron.process();
  const output = listen(child, start.dataFolder);
  return {
    ...output,
    electron,
    async mainPage() {
      const known = () => electron.windows().find((page) => !page.url().includes('#/overlay'));
      const page = known() ?? (await electron.waitForEvent('window'));
      await page.waitForLoadState('load');
      return page;
    },
    voicePid: () =>
      electron.evaluate(
        ({ app }) => app.getAppMetrics().find(({ name }) => name === 'parley-voice')?.pid ?? null,
      ),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        await electron.evaluate(({ app }) => app.quit()).catch(() => {});
        await endWithin(output.exited, () => child.kill('SIGKILL'));
      }
      start.clean();
    },
    async end() {
      if (child.exitCode === null && child.signalCode === null) {
        const all = await electron
          .evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid))
          .catch(() => []);
        for (const pid of [child.pid, ...all]) killHard(pid);
        await output.exited;
      }
      start.clean();
    },
  };
}

/** As a user starts it, with a debugging port beside. */
export async function startApp(options: AppOptions): Promise<StartedApp> {
  const start = prepare(options);
  const child = spawn(start.executable, start.args(['--remote-debugging-port=0']), {
    env: start.env,
    ...start.nobody,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const output = listen(child, start.dataFolder);
  const browsers: Browser[] = [];
  return {
    ...output,
    pid: child.pid!,
    async connect() {
      const said = await output.waitFor(/DevTools listening on (ws:\S+)/);
      const browser = await chromium.connectOverCDP(said.replace('DevTools listening on ', ''));
      browsers.push(browser);
      return browser;
    },
    async stop() {
      for (const browser of browsers) await browser.close().catch(() => {});
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await endWithin(output.exited, () => child.kill('SIGKILL'));
      start.clean();
    },
  };
}

/** A line to the desk from inside a window; opened anew after a restart of the voice. */
export interface PageDesk {
  call<M extends RpcMethod>(method: M, params: RpcParams<M>): Promise<Result<RpcResults[M]>>;
  events(): Promise<readonly DeskEvent[]>;
  /** Resolves with the first event, past or coming, that fits. */
  waitFor<E extends DeskEvent>(fits: (event: DeskEvent) => event is E, limitMs?: number): Promise<E>;
}

const POLL_MS = 50;

export async function openDesk(page: Page): Promise<PageDesk> {
  await page.evaluate(openDeskInPage, DESK_PORT_MESSAGE);
  const events = () => page.evaluate(deskEventsInPage) as Promise<readonly DeskEvent[]>;
  return {
    call: async (method, params) => {
      const answer = (await page.evaluate(callDeskInPage, { method, params })) as Result<never>;
      return answer.ok ? { ok: true, value: answer.value } : { ok: false, fault: answer.fault };
    },
    events,
    async waitFor(fits, limitMs = 60_000) {
      const until = performance.now() + limitMs;
      for (;;) {
        const found = (await events()).find(fits);
        if (found) return found;
        if (performance.now() > until) throw new Error(`waited ${limitMs} ms for an event of the desk`);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
  };
}

/** `window.parley.call` from inside a window. */
export async function callDesktop<M extends DesktopMethod>(
  page: Page,
  method: M,
  params: DesktopParams<M>,
): Promise<Result<DesktopResults[M]>> {
  return (await page.evaluate(callDesktopInPage, { method, params })) as Result<DesktopResults[M]>;
}

/** Asks until it is so; throws what was seen last. */
export async function until<T>(
  ask: () => Promise<T> | T,
  isSo: (value: T) => boolean,
  limitMs = 30_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const value = await ask();
    if (isSo(value)) return value;
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms; last seen: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
