/**
 * Where a person meets Parley: the app's window with either host, or the twin in Debian's Chromium. The same tests run
 * in each. All on one rig: what is spoken into its microphone is heard, what Parley says is recorded.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import type { MonoSound } from '../../electron/contract/audio.ts';
import { encodeWav } from '../../electron/engine/dsp/wav.ts';
import { launchApp } from './app-window.ts';
import type { LaunchedApp } from './app-window.ts';
import { runParley } from './parley-process.ts';
import type { PulseRig } from './pulse-rig.ts';
import { startServe } from './serve-process.ts';

export const placeKinds = ['app', 'app-main', 'twin'] as const;
export type PlaceKind = (typeof placeKinds)[number];

export interface Place {
  readonly kind: PlaceKind;
  readonly page: Page;
  readonly dataFolder: string;
  /** Null in the twin. */
  readonly app: LaunchedApp | null;
  /** Errors that the page wrote, a broken content policy included. */
  readonly complaints: readonly string[];
  /** Ends it as a user does. */
  stop(): Promise<void>;
  /** Kills it, for cleaning up where nobody looks at the end. */
  end(): Promise<void>;
}

export interface PlaceOptions {
  readonly display: string;
  readonly rig: PulseRig | null;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly dataFolder?: string;
  /** For Chromium in the twin. */
  readonly browserArgs?: readonly string[];
  /** Sound system of the twin's server, when it is not the rig's. */
  readonly serverEnv?: Readonly<Record<string, string>>;
}

const CHROMIUM_FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];

function listenTo(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

export async function openPlace(kind: PlaceKind, options: PlaceOptions): Promise<Place> {
  const own = options.dataFolder ? null : mkdtempSync(join(tmpdir(), 'parley-e2e-'));
  const dataFolder = options.dataFolder ?? own!;
  const host = kind === 'app-main' ? 'main' : 'utility';
  const settings = { startup: { welcomed: true }, host, ...options.settings };
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  const clean = () => own && rmSync(own, { recursive: true, force: true, maxRetries: 5 });
  const env = options.rig ? { env: options.rig.env } : {};

  if (kind !== 'twin') {
    const app = await launchApp({ display: options.display, dataFolder, ...env });
    await app.ready();
    const page = await app.mainPage();
    const complaints = listenTo(page);
    return {
      kind,
      page,
      dataFolder,
      app,
      complaints,
      async stop() {
        await app.stop();
        clean();
      },
      async end() {
        await app.end();
        clean();
      },
    };
  }
  const serverEnv = options.serverEnv ?? (options.rig?.env as Record<string, string> | undefined) ?? {};
  const serve = await startServe(['--port', '0'], { dataFolder, env: serverEnv });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: false,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...CHROMIUM_FLAGS,
      ...(options.browserArgs ?? []),
    ],
    env: { ...(options.rig?.env ?? process.env), DISPLAY: options.display },
  });
  const page = await browser.newPage();
  const complaints = listenTo(page);
  await page.goto(serve.link());
  // whoever goes to another page before the interface has read the link takes it away
  await page.waitForURL(({ hash }) => !hash.includes('link='));
  return {
    kind,
    page,
    dataFolder,
    app: null,
    complaints,
    async stop() {
      await browser.close();
      await serve.end();
      clean();
    },
    async end() {
      await browser.close();
      await serve.end('SIGKILL');
      clean();
    },
  };
}

/** Speaks `text` into a WAV file with Parley's own voice. A voice of its own each time: it never says a thing twice alike. */
export async function sayToFile(folder: string, name: string, text: string): Promise<string> {
  const path = join(folder, `${name}.wav`);
  const said = await runParley(['say', '--out', path, text]);
  if (said.code !== 0) throw new Error(`say failed: ${said.stderr}`);
  return path;
}

/** What the recogniser hears in a sound. */
export async function transcribe(folder: string, sound: MonoSound): Promise<string> {
  const path = join(folder, 'heard.wav');
  writeFileSync(path, encodeWav(sound));
  return (await runParley(['transcribe', path])).stdout;
}
