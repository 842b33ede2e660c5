/**
 * Goal 14, the window in use, with ten thousand turns in its history: frames while it is scrolled, the delay from a
 * click or a line of text to the frame that shows what it did, and the memory of each window. The live meter's frames
 * and the delay of a key are measured in app-start. `PARLEY_BENCH_ROUNDS` (default 40) is how often a click and a line of text are timed.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { callDesktop, launchApp, until } from '../support/app-window.ts';
import type { LaunchedApp } from '../support/app-window.ts';
import { writeLongHistory } from '../support/long-history.ts';
import { startPulseRig } from '../support/pulse-rig.ts';
import { startXvfb } from '../support/xvfb.ts';
import type { BenchResult, BenchRow } from './support/bench-result.ts';
import { percentile } from './support/percentile.ts';

const TURNS = 10_000;
const ROUNDS = Number(process.env['PARLEY_BENCH_ROUNDS'] ?? 40);
const SCROLL_SECONDS = 10;
/** A frame of a 60 Hz screen that comes later than this was dropped, or the one before it was. */
const LATE_MS = 25;

// what runs in the page is text: these files know Node's globals only
const SCROLL_GAPS = `new Promise((resolve) => {
  const scroller = document.querySelector('[role=region][tabindex]');
  const gaps = [];
  let most = 0;
  let last = performance.now();
  const end = last + ${SCROLL_SECONDS * 1_000};
  const look = (now) => {
    gaps.push(now - last);
    last = now;
    most = Math.max(most, document.querySelectorAll('[data-turn]').length);
    // only what the user moves is left where it is
    scroller.dispatchEvent(new WheelEvent('wheel'));
    scroller.scrollTop -= 60;
    if (now < end) requestAnimationFrame(look);
    else resolve({ gaps: gaps.slice(1), most });
  };
  requestAnimationFrame(look);
})`;
/** Resolves with the milliseconds from `act` to the frame after the page shows `what`. */
const shownAfter = (act: string, what: string) => `new Promise((resolve) => {
  const seen = () => ${what};
  const began = performance.now();
  const look = () => {
    if (!seen()) return requestAnimationFrame(look);
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve(performance.now() - began);
    requestAnimationFrame(() => channel.port2.postMessage(null));
  };
  ${act};
  requestAnimationFrame(look);
})`;
const CLICK = `document.querySelector('button[data-phase]').click()`;
const PHASE = `document.querySelector('button[data-phase]').dataset.phase`;

const phaseOf = (page: Page) => page.locator('button[data-phase]').getAttribute('data-phase');

/** From a click on the talk button to the frame that says it listens. */
async function timeClicks(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await until(
      () => phaseOf(page),
      (now) => now === 'ready',
    );
    times.push(await page.evaluate<number>(shownAfter(CLICK, `${PHASE} === 'listening'`)));
    await page.keyboard.press('Escape');
  }
  return times;
}

/** From Enter to the frame that shows what was typed as a message: to the desk and back. */
async function timeMessages(page: Page): Promise<number[]> {
  const times: number[] = [];
  const field = page.getByLabel('Type a message');
  for (let round = 0; round < ROUNDS; round++) {
    const text = `bench ${round} ${Math.random().toString(36).slice(2)}`;
    await field.fill(text);
    const send = `document.activeElement.form.requestSubmit()`;
    const shown = `[...document.querySelectorAll('[data-live],[data-turn]')].some((part) => part.textContent.includes(${JSON.stringify(text)}))`;
    times.push(await page.evaluate<number>(shownAfter(send, shown)));
    await page.keyboard.press('Escape');
    await until(
      () => phaseOf(page),
      (now) => now === 'ready',
    );
  }
  return times;
}

/** Memory that a process has for itself alone, in megabytes. Linux only; NaN elsewhere. */
function privateMegabytes(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const kilobytes = [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)];
    return kilobytes.reduce((sum, [, size]) => sum + Number(size), 0) / 1_000;
  } catch {
    return NaN;
  }
}

/** What each window's page is, with the memory of the process that draws it. */
async function memoryOfWindows(app: LaunchedApp): Promise<BenchRow[]> {
  const windows = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => ({
      page: webContents.getURL().split('#/')[1] ?? '',
      pid: webContents.getOSProcessId(),
    })),
  );
  return windows.map(({ page, pid }) => ({
    what: `private memory of the window ${page || 'talk'}`,
    value: privateMegabytes(pid),
    unit: 'MB',
    ...(windows.filter((other) => other.pid === pid).length > 1
      ? { note: 'one process draws more than one window' }
      : {}),
  }));
}

function lateRow(what: string, gaps: readonly number[], note: string): BenchRow {
  const late = gaps.filter((gap) => gap > LATE_MS).length;
  return {
    what: `${what}, frames later than ${LATE_MS} ms`,
    value: (100 * late) / gaps.length,
    unit: '%',
    spread: `${gaps.length} frames in ${SCROLL_SECONDS} s, worst ${Math.max(...gaps).toFixed(0)} ms`,
    note,
  };
}

const delayRows = (what: string, times: readonly number[]): BenchRow[] =>
  [0.5, 0.95].map((share) => ({
    what: `${what}, p${share * 100} of ${times.length}`,
    value: percentile(times, share),
    unit: 'ms',
  }));

export async function run(): Promise<BenchResult> {
  const display = await startXvfb();
  const rig = await startPulseRig();
  const dataFolder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  let app: LaunchedApp | null = null;
  try {
    await writeLongHistory(dataFolder, TURNS);
    app = await launchApp({
      display: display.display,
      dataFolder,
      settings: { startup: { welcomed: true }, talk: { mode: 'hold' }, appearance: { language: 'en' } },
      env: rig.env,
    });
    await app.ready();
    const page = await app.mainPage();
    await page.getByText(`question number ${TURNS}`, { exact: true }).waitFor({ timeout: 60_000 });
    await page.getByText('The voice is not ready yet').waitFor({ state: 'detached', timeout: 60_000 });
    const scrolled = await page.evaluate<{ gaps: number[]; most: number }>(SCROLL_GAPS);
    const clicks = await timeClicks(page);
    const messages = await timeMessages(page);
    await callDesktop(page, 'openPage', { page: 'monitor' });
    await page.waitForTimeout(2_000);
    const memory = await memoryOfWindows(app);
    const software = 'software rendering under Xvfb';
    return {
      name: 'app-window',
      goal: `Goal 14: the window in use, with ${TURNS} turns in its history; ${software}.`,
      rows: [
        lateRow(`scrolling ${TURNS} turns by a line a frame`, scrolled.gaps, software),
        { what: 'rows drawn at once while scrolling, most', value: scrolled.most, unit: 'rows' },
        ...delayRows('click on the talk button to the frame that says it listens', clicks),
        ...delayRows('sending a line to the frame that shows it as a message', messages),
        ...memory,
      ],
    };
  } finally {
    await app?.stop();
    await rig.stop();
    await display.stop();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}
