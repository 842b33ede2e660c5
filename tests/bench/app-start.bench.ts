/**
 * Goal 14: when the window is painted, against an empty Electron window started in turns with it, and when Parley can
 * be talked to after that. Then what the window costs: memory, the delay of a key, frames of the live meter.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { appMain, launchApp } from '../support/app-window.ts';
import { electronExecutable } from '../support/electron-runtime.ts';
import { startPulseRig } from '../support/pulse-rig.ts';
import { startXvfb } from '../support/xvfb.ts';
import { bootstrapMedian, measurePairs, median } from './support/alternating-pairs.ts';
import type { BenchResult, BenchRow } from './support/bench-result.ts';
import { percentile } from './support/percentile.ts';

const PAIRS = 15;
const METER_SECONDS = 10;
const KEYS = 60;
const EMPTY_SETTLES_MS = 1_500;
const emptyWindow = fileURLToPath(new URL('support/empty-window.mjs', import.meta.url));

interface Start {
  /** From the spawn of the process to the first contentful paint, milliseconds. */
  readonly paintedMs: number;
  /** From there to the ready line; NaN without one. */
  readonly readyAfterMs: number;
}

// what runs in the page is text: these files know Node's globals only
const PAINTED = `new Promise((resolve) => {
  const look = () => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (paint) resolve(performance.timeOrigin + paint.startTime);
    else setTimeout(look, 5);
  };
  look();
})`;
const WATCH_KEYS = `window.keyDelays = [];
addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => window.keyDelays.push(performance.now() - timeStamp);
  channel.port2.postMessage(null);
}));`;
const FRAME_GAPS = `new Promise((resolve) => {
  const gaps = [];
  let last = performance.now();
  const end = last + ${METER_SECONDS * 1_000};
  const look = (now) => {
    gaps.push(now - last);
    last = now;
    if (now < end) requestAnimationFrame(look);
    else resolve(gaps.slice(1));
  };
  requestAnimationFrame(look);
})`;

async function start(main: string, waitsForReady: boolean, env: NodeJS.ProcessEnv): Promise<Start> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const startedAt = Date.now();
  const child = spawn(electronExecutable(), [...asRoot, '--disable-gpu', '--remote-debugging-port=0', main], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const debugging = new Promise<string>((resolve) => {
    let said = '';
    child.stderr.on('data', (data: Buffer) => {
      said += data.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (found) resolve(found[1]!);
    });
  });
  const ready = new Promise<number>((resolve) => {
    if (!waitsForReady) resolve(NaN);
    child.stdout.on('data', (data: Buffer) => {
      if (data.toString().includes('Parley ready')) resolve(Date.now());
    });
  });
  const address = await debugging;
  // what was painted is asked afterwards: a debugger that comes while windows are made waits for ever now and then
  const readyAt = await ready;
  if (!waitsForReady) await new Promise((resolve) => setTimeout(resolve, EMPTY_SETTLES_MS));
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  const known = () => context!.pages().find((page) => !page.url().includes('overlay') && page.url() !== '');
  const page = known() ?? (await context!.waitForEvent('page'));
  const painted = await page.evaluate<number>(PAINTED);
  await browser.close();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(timer);
  return { paintedMs: painted - startedAt, readyAfterMs: readyAt - painted };
}

/** Delay from a key event to the frame that shows it, and the spacing of frames while the meter is drawn. */
async function measureWindow(page: Page) {
  await page.getByLabel('Type a message').click();
  await page.evaluate(WATCH_KEYS);
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.press('a');
    await page.waitForTimeout(30);
  }
  const delays = await page.evaluate<number[]>('window.keyDelays');
  const gaps = await page.evaluate<number[]>(FRAME_GAPS);
  return { delays, gaps };
}

export async function run(): Promise<BenchResult> {
  const display = await startXvfb();
  const rig = await startPulseRig();
  const dataFolder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const settings = { startup: { welcomed: true }, talk: { mode: 'handsFree' } };
  writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  const env = { ...rig.env, DISPLAY: display.display, PARLEY_DATA: dataFolder, NODE_OPTIONS: '' };
  try {
    const painted: number[] = [];
    const ready: number[] = [];
    const { ratios, dropped } = await measurePairs({
      pairs: PAIRS,
      a: async () => {
        const parley = await start(appMain, true, env);
        painted.push(parley.paintedMs);
        ready.push(parley.readyAfterMs);
        return parley.paintedMs;
      },
      b: async () => (await start(emptyWindow, false, env)).paintedMs,
    });
    const [low, high] = bootstrapMedian(ratios);

    const app = await launchApp({ display: display.display, dataFolder, env: rig.env });
    await app.ready();
    const page = await app.mainPage();
    await page.getByLabel('Type a message').waitFor();
    const { delays, gaps } = await measureWindow(page);
    const memory = await app.electron.evaluate(({ app: running }) =>
      running.getAppMetrics().map(({ type, name, memory: { workingSetSize } }) => ({
        name: name ?? type,
        megabytes: workingSetSize / 1_000,
      })),
    );
    await app.stop();
    const late = gaps.filter((gap) => gap > 25).length;
    const ratio = median(ratios);
    const readyMedian = median(ready);
    const rows: BenchRow[] = [
      {
        what: 'window painted, Parley over an empty Electron window',
        value: ratio,
        unit: 'ratio',
        target: '<= 1.25',
        met: ratio <= 1.25,
        spread: `${low.toFixed(2)} to ${high.toFixed(2)}, ${ratios.length} pairs, ${dropped} dropped`,
      },
      { what: 'from start to painted, median', value: median(painted), unit: 'ms' },
      {
        what: 'ready to listen after the paint, median',
        value: readyMedian,
        unit: 'ms',
        target: '<= 1000 ms',
        met: readyMedian <= 1_000,
        spread: `p95 ${percentile(ready, 0.95).toFixed(0)} ms`,
      },
      { what: 'key to the frame that shows it, p50', value: percentile(delays, 0.5), unit: 'ms' },
      { what: 'key to the frame that shows it, p95', value: percentile(delays, 0.95), unit: 'ms' },
      {
        what: 'frames of the live meter later than 25 ms',
        value: (100 * late) / gaps.length,
        unit: '%',
        spread: `${gaps.length} frames in ${METER_SECONDS} s, worst ${Math.max(...gaps).toFixed(0)} ms`,
        note: 'hands-free and listening, software rendering under Xvfb',
      },
      ...memory.map(({ name, megabytes }) => ({
        what: `working set of ${name}`,
        value: megabytes,
        unit: 'MB',
        note: 'pages shared between processes are counted in each',
      })),
    ];
    return {
      name: 'app-start',
      goal: 'Goal 14: alternated launches of Parley and of an empty Electron window; first contentful paint after the spawn of the process, and the ready line after it.',
      rows,
    };
  } finally {
    await rig.stop();
    await display.stop();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}
