/** The engine starts equally in the real Electron's utilityProcess and in plain Node: same report from both. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addons } from '../../support/import-rules.ts';
import { runElectron } from '../../support/electron-runtime.ts';
import { startXvfb } from '../../support/xvfb.ts';
import type { VirtualDisplay } from '../../support/xvfb.ts';

interface SmokeReport {
  readonly electron?: string;
  readonly node: string;
  readonly doors: Record<string, string>;
  readonly lane: unknown;
  readonly session: {
    readonly text: readonly string[];
    readonly heard: readonly string[];
    readonly replyBytes: number;
  };
}

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const limitMs = 90_000;

/** The report is the only line on stdout that is JSON; Chromium may say other things. */
function reportIn(stdout: string): SmokeReport {
  const line = stdout.split('\n').find((text) => text.startsWith('{'));
  if (!line) throw new Error(`No report in: ${stdout}`);
  return JSON.parse(line) as SmokeReport;
}

function expectWholeEngine(report: SmokeReport): void {
  const folder = at('../../../electron/engine/native/');
  const sources = readdirSync(folder).map((name) => ({ name, text: readFileSync(folder + name, 'utf8') }));
  // one door for each addon, and every door opens
  const doors = addons.flatMap((addon) =>
    sources.filter(({ text }) => text.includes(`'${addon}'`)).map(({ name }) => name.slice(0, -'.ts'.length)),
  );
  expect(new Set(doors).size).toBe(addons.length);
  expect(doors).toHaveLength(addons.length);
  expect(report.doors).toEqual(Object.fromEntries(doors.map((name) => [name, 'opened'])));
  expect(report.lane).toEqual({ kind: 'done', value: 12, transferred: true, info: 'ready' });
  // one text for Electron and for plain Node: what is heard does not depend on the host
  expect(report.session).toMatchObject({
    ok: [true, true, true],
    faults: [],
    text: ['The child almost hurt the small dog.'],
    turnScored: [true],
    ended: ['input_ended'],
  });
  expect(report.session.heard).toHaveLength(1);
  expect(report.session.heard[0]).not.toBe('');
  // a sentence of a second at the least was really spoken: 16 bits at 22.05 kHz
  expect(report.session.replyBytes).toBeGreaterThan(2 * 22_050);
}

describe.runIf(process.platform === 'linux')('the engine in a utilityProcess of the real Electron', () => {
  let screen: VirtualDisplay;
  beforeAll(async () => {
    screen = await startXvfb();
  });
  afterAll(() => screen.stop());

  it('loads every addon, runs a lane, hears and answers a clip, and quits cleanly', async () => {
    const run = await runElectron(at('./smoke-main.mjs'), screen.display, limitMs);
    expect(run, run.stderr).toMatchObject({ code: 0 });
    const report = reportIn(run.stdout);
    expect(report.electron).toMatch(/^\d+\.\d+\.\d+$/);
    expectWholeEngine(report);
  });
});

describe('the engine in plain Node', () => {
  it('gives the same report', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [at('./smoke-entry.mjs')], {
      timeout: limitMs,
    });
    const report = reportIn(stdout);
    expect(report.electron).toBeUndefined();
    expectWholeEngine(report);
  });
});
