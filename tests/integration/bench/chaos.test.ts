/** A short chaos with the real models: every promise is kept, and one that is not is noticed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runChaos } from '../../bench/support/chaos-run.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';
import type { SmallDisk } from '../../support/small-disk.ts';

let folder: string;
let disk: SmallDisk | null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-chaos-'));
  disk = mountSmallDisk(8_192);
});
afterEach(() => {
  disk?.unmount();
  rmSync(folder, { recursive: true, force: true });
});

describe('chaos', () => {
  it('is survived by everybody it was not meant for', async () => {
    const report = await runChaos({ seed: 3, seconds: 3, folder, disk: disk?.folder ?? null });
    expect(report.broken).toEqual([]);
    expect(report.steps).toBeGreaterThanOrEqual(4);
    expect(report.finals).toBeGreaterThan(0);
  });

  it('tells what is broken', async () => {
    const report = await runChaos({ seed: 3, seconds: 0.4, folder, disk: null, sabotage: true });
    expect(report.broken).toHaveLength(1);
    expect(report.broken[0]).toMatch(/^end: s-\w+ turn 9999 is lost$/);
  });
});
