/** Files in a real folder: bounded, private, and no trouble when the disk takes nothing. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMetricsLog, metricsFileName } from '../../../electron/engine/observe/metrics-log.ts';
import { observeTuning } from '../../../electron/engine/observe/tuning.ts';
import { silentLogger } from '../../../electron/engine/runtime/logger.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley-metrics-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function rig(more: { maxBytes?: number; keep?: number } = {}) {
  const clock = createVirtualClock(0);
  const folder = join(root, 'metrics');
  const warnings: string[] = [];
  const log = { ...silentLogger, warn: (fields: object) => void warnings.push(JSON.stringify(fields)) };
  return { clock, folder, warnings, lines: createMetricsLog({ folder, clock, log, ...more }) };
}
const linesOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n');

describe('measurements on disk', () => {
  it('are appended in order, and to what an earlier run wrote', async () => {
    const first = rig();
    first.lines.write('{"n":1}');
    first.lines.write('{"n":2}');
    await first.lines.settled();
    const second = rig();
    second.lines.write('{"n":3}');
    await second.lines.settled();
    expect(linesOf(join(second.folder, 'metrics.jsonl'))).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
  });

  it('take no more files and bytes than they may', async () => {
    const { folder, lines } = rig({ maxBytes: 100, keep: 2 });
    for (let n = 0; n < 60; n++) {
      lines.write(JSON.stringify({ n, pad: 'x'.repeat(20) }));
      await lines.settled();
    }
    const files = readdirSync(folder).sort();
    expect(files).toEqual(['metrics.1.jsonl', 'metrics.2.jsonl', 'metrics.jsonl']);
    for (const file of files) expect(statSync(join(folder, file)).size).toBeLessThanOrEqual(100);
    const kept = ['metrics.2.jsonl', 'metrics.1.jsonl', 'metrics.jsonl'].flatMap((file) =>
      linesOf(join(folder, file)).map((line) => (JSON.parse(line) as { n: number }).n),
    );
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, i) => 60 - kept.length + i));
    expect(lines.lost).toBe(0);
  });

  it('keep a line longer than a file may be in a file of its own', async () => {
    const { folder, lines } = rig({ maxBytes: 10, keep: 1 });
    lines.write('x'.repeat(50));
    lines.write('y'.repeat(50));
    await lines.settled();
    expect(linesOf(join(folder, metricsFileName(0)))).toEqual(['y'.repeat(50)]);
    expect(linesOf(join(folder, metricsFileName(1)))).toEqual(['x'.repeat(50)]);
  });

  it.runIf(process.platform !== 'win32')('are nobody else’s to read', async () => {
    const { folder, lines } = rig();
    mkdirSync(folder);
    writeFileSync(join(folder, 'metrics.jsonl'), 'old\n');
    chmodSync(join(folder, 'metrics.jsonl'), 0o644);
    lines.write('{}');
    await lines.settled();
    expect(statSync(join(folder, 'metrics.jsonl')).mode & 0o777).toBe(0o600);
  });

  it('are lost and counted when the disk takes none, told once, and tried again later', async () => {
    const { clock, folder, lines, warnings } = rig();
    writeFileSync(folder, 'no folder');
    lines.write('{"n":1}');
    await lines.settled();
    lines.write('{"n":2}');
    await lines.settled();
    expect(lines.lost).toBe(2);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).not.toContain(root);
    rmSync(folder);
    await clock.advance(observeTuning.logRestMs);
    lines.write('{"n":3}');
    await lines.settled();
    expect(linesOf(join(folder, 'metrics.jsonl'))).toEqual(['{"n":3}']);
  });

  it('wait in a bounded number', async () => {
    const { folder, lines } = rig();
    for (let n = 0; n < observeTuning.logLinesWaiting + 25; n++) lines.write(`{"n":${n}}`);
    expect(lines.lost).toBe(25);
    await lines.settled();
    expect(linesOf(join(folder, 'metrics.jsonl'))).toHaveLength(observeTuning.logLinesWaiting);
  });
});
