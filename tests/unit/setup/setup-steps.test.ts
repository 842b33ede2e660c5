import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isNodeNewEnough, requireNodeVersion } from '../../../build/setup/node-version.mjs';
import { createProgress } from '../../../build/setup/progress.mjs';
import { runCommand } from '../../../build/setup/run-command.mjs';
import { SetupError, explain } from '../../../build/setup/setup-error.mjs';
import { runSteps } from '../../../build/setup/setup.mjs';
import { lockHolder, withSetupLock } from '../../../build/setup/setup-lock.mjs';
import {
  closingLine,
  countsOf,
  failureLines,
  slowestFiles,
  sumOf,
} from '../../../build/setup/vitest-report.mjs';
import { createWorkQueue } from '../../../build/setup/work-queue.mjs';
import { isLfsPointer, requireWeights, weightFiles } from '../../../build/setup/weights.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-setup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the Node version', () => {
  it.each([
    ['20.18.0', true],
    ['20.20.2', true],
    ['24.0.0', true],
    ['20.17.9', false],
    ['18.20.0', false],
    ['nonsense', false],
  ])('%s is new enough: %s', (version, enough) => {
    expect(isNodeNewEnough(version)).toBe(enough);
  });

  it('says what is needed', () => {
    expect(() => requireNodeVersion('18.0.0')).toThrow(
      'Parley needs Node 20.18 or newer, and this is Node 18.0.0.',
    );
  });
});

describe('the weights', () => {
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 10\n';
  const weights = (text: string | null) => {
    mkdirSync(join(folder, 'vad'), { recursive: true });
    const manifest = { models: [{ name: 'vad', files: [{ path: 'model.onnx', size: 10 }] }] };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
    if (text !== null) writeFileSync(join(folder, 'vad/model.onnx'), text);
    return () => requireWeights(folder);
  };

  it('are fine when every file has its size', () => {
    expect(weights('0123456789')).not.toThrow();
  });
  it.each<[string | null, string]>([
    [null, 'native-models/vad/model.onnx is missing.'],
    ['01234', 'native-models/vad/model.onnx has 5 bytes instead of 10.'],
    ['', 'native-models/vad/model.onnx has 0 bytes instead of 10.'],
    [pointer, 'native-models/vad/model.onnx is a Git LFS pointer, not the model itself.'],
  ])('complain about %j', (text, message) => {
    expect(weights(text)).toThrow(message);
  });
  it('complain about a manifest that is missing, broken or empty', () => {
    expect(() => requireWeights(folder)).toThrow('native-models/manifest.json is missing.');
    writeFileSync(join(folder, 'manifest.json'), '{');
    expect(() => requireWeights(folder)).toThrow('native-models/manifest.json cannot be read.');
    writeFileSync(join(folder, 'manifest.json'), '{"models": 7}');
    expect(() => requireWeights(folder)).toThrow('native-models/manifest.json names no files.');
  });
  it('are all there in this clone', () => {
    expect(() => requireWeights()).not.toThrow();
    const manifest: unknown = JSON.parse(readFileSync('native-models/manifest.json', 'utf8'));
    expect(weightFiles(manifest).length).toBeGreaterThan(10);
    expect(weightFiles(null)).toEqual([]);
  });
  it('are told from pointers by how they begin', () => {
    writeFileSync(join(folder, 'a'), pointer);
    writeFileSync(join(folder, 'b'), 'ver');
    expect([isLfsPointer(join(folder, 'a')), isLfsPointer(join(folder, 'b'))]).toEqual([true, false]);
  });
});

describe('the lock', () => {
  const file = () => join(folder, 'deep/setup.lock');

  it('lets one work at a time and is gone afterwards', async () => {
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(`${name} ends`);
    };
    const waited: number[] = [];
    const told = (holder: number) => waited.push(holder);
    await Promise.all([withSetupLock(file(), told, work('a')), withSetupLock(file(), told, work('b'))]);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(waited).toEqual([process.pid]);
    expect(lockHolder(file())).toBeNull();
  });

  it('is given back when the work fails', async () => {
    const failing = withSetupLock(
      file(),
      () => {},
      () => Promise.reject(new Error('broken')),
    );
    await expect(failing).rejects.toThrow('broken');
    expect(lockHolder(file())).toBeNull();
  });

  it('is taken over from a process that is gone or silent', async () => {
    const gone = await runCommand(process.execPath, ['-p', 'process.pid']);
    mkdirSync(join(folder, 'deep'));
    writeFileSync(file(), gone.output);
    expect(
      await withSetupLock(
        file(),
        () => {},
        () => Promise.resolve('done'),
      ),
    ).toBe('done');
    writeFileSync(file(), `${process.pid}`);
    const long = new Date(Date.now() - 3_600_000);
    utimesSync(file(), long, long);
    expect(
      await withSetupLock(
        file(),
        () => {},
        () => Promise.resolve('done'),
      ),
    ).toBe('done');
  });
});

describe('a command', () => {
  it('gives its lines, its end and no stdin', async () => {
    const lines: string[] = [];
    const script = `console.log('a'); console.error('b'); process.stdin.on('end', () => process.exit(3)).resume()`;
    const { code } = await runCommand(process.execPath, ['-e', script], {
      onLine: (line) => lines.push(line),
    });
    expect([code, lines.sort()]).toEqual([3, ['a', 'b']]);
  });
  it('that is not there or hangs is a result too', async () => {
    expect((await runCommand('no-such-program-anywhere', [])).code).toBe(127);
    expect(
      (await runCommand(process.execPath, ['-e', 'setInterval(() => {}, 99)'], { timeoutMs: 300 })).code,
    ).toBe(124);
  });
});

describe('work side by side', () => {
  it('begins in order, so many at a time, the next when one has ended, well or badly', async () => {
    const queue = createWorkQueue(2);
    const begun: string[] = [];
    const ends = new Map<string, (failure?: Error) => void>();
    const all = ['a', 'b', 'c', 'd'].map((name) =>
      queue(() => {
        begun.push(name);
        return new Promise<string>((resolve, reject) => {
          ends.set(name, (failure) => (failure ? reject(failure) : resolve(name)));
        });
      }),
    );
    expect(begun).toEqual(['a', 'b']);
    ends.get('b')!();
    expect(await all[1]).toBe('b');
    await expect.poll(() => begun).toEqual(['a', 'b', 'c']);
    const refused = expect(all[0]).rejects.toThrow('broken');
    ends.get('a')!(new Error('broken'));
    await refused;
    await expect.poll(() => begun).toEqual(['a', 'b', 'c', 'd']);
    ends.get('c')!();
    ends.get('d')!();
    expect(await Promise.all(all.slice(1))).toEqual(['b', 'c', 'd']);
    expect(await queue(() => Promise.resolve('later'))).toBe('later');
  });
});

describe('a failure of the system', () => {
  it.each(['EACCES', 'EPERM', 'EROFS', 'ENOSPC'])('%s is told in sentences', (code) => {
    const told = explain(Object.assign(new Error('raw'), { code, path: '/some/where' }));
    expect(told).toBeInstanceOf(SetupError);
    expect((told as Error).message).toContain('/some/where');
  });
  it('that nobody knows stays as it is', () => {
    const bug = new TypeError('bug');
    expect([explain(bug), explain(null)]).toEqual([bug, null]);
  });
});

describe('progress', () => {
  const record = (isTTY: boolean) => {
    let text = '';
    let now = 0;
    const stream = { isTTY, columns: 40, write: (part: string) => (text += part) };
    return {
      progress: createProgress(stream, () => now),
      text: () => text,
      pass: (ms: number) => (now += ms),
    };
  };

  it('is one line a step with its seconds', async () => {
    const screen = record(false);
    await screen.progress.step('Build', () => {
      screen.pass(2340);
      return Promise.resolve();
    });
    expect(screen.text()).toBe('Build ...\nBuild: done (2.3 s)\n');
  });

  it('of two steps at a time shows both, in one line on a terminal', async () => {
    vi.useFakeTimers();
    try {
      const screen = record(true);
      let build = () => {};
      let fetching = () => {};
      const both = Promise.all([
        screen.progress.step('Build', () => new Promise<void>((resolve) => (build = resolve))),
        screen.progress.step('Electron', (update) => {
          update('half');
          return new Promise<void>((resolve) => (fetching = resolve));
        }),
      ]);
      screen.pass(1000);
      vi.advanceTimersByTime(200);
      expect(screen.text()).toBe('\r\u001b[2KBuild: working (1.0 s)   Electron: half');
      build();
      await vi.advanceTimersByTimeAsync(200);
      expect(screen.text()).toMatch(/Build: done \(1\.0 s\)\n\r\u001b\[2KElectron: half \(1\.0 s\)$/);
      fetching();
      await both;
      const end = screen.text();
      vi.advanceTimersByTime(1000);
      expect(screen.text()).toBe(end);
    } finally {
      vi.useRealTimers();
    }
  });

  it('tells a failure and passes it on', async () => {
    const screen = record(true);
    const failing = screen.progress.step('Build', () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(screen.text()).toContain('Build: failed (0.0 s)\n');
  });
});

describe('the steps', () => {
  const silent = createProgress({ write: () => {} });
  const order: string[] = [];
  const step = (title: string, work: () => Promise<unknown> = () => Promise.resolve()) => ({
    title,
    lock: `test-${process.pid}-${title}.lock`,
    needed: () => (order.includes(title) ? null : 'not yet'),
    run: async () => {
      order.push(title);
      await work();
      order.push(`${title} done`);
    },
  });
  beforeEach(() => void order.splice(0));

  it('that do not need each other run side by side; what needs both comes after, and nothing is done twice', async () => {
    let fetched = () => {};
    const fetching = step('fetch', () => new Promise<void>((resolve) => (fetched = resolve)));
    const draw = step('draw', () => Promise.resolve(fetched()));
    const steps = [step('packages'), { beside: [[step('compile'), draw], [fetching]] }, step('last')];
    await runSteps(steps, silent);
    expect(order.indexOf('fetch done')).toBeGreaterThan(order.indexOf('draw'));
    expect(order.at(-1)).toBe('last done');
    expect(order.filter((name) => !name.endsWith('done')).sort()).toEqual(
      ['compile', 'draw', 'fetch', 'last', 'packages'].sort(),
    );
    const before = order.length;
    await runSteps(steps, silent);
    expect(order.length).toBe(before);
  });

  it('come to their end before the failure of one beside them is told', async () => {
    const failing = step('compile', () => Promise.reject(new Error('broken')));
    const slow = step('fetch', () => new Promise((resolve) => setTimeout(resolve, 20)));
    await expect(runSteps([{ beside: [[failing], [slow]] }, step('last')], silent)).rejects.toThrow('broken');
    expect(order).toContain('fetch done');
    expect(order).not.toContain('last');
  });
});

describe('the sum of the tests', () => {
  it('adds up projects', () => {
    const unit = countsOf({ numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 }, 0);
    const arch = countsOf({ numPassedTests: 2, numFailedTests: 1 }, 1);
    expect(closingLine(sumOf([unit, arch]))).toBe('5 passed, 1 failed, 2 skipped');
    expect(closingLine(sumOf([]))).toBe('0 passed, 0 failed, 0 skipped');
  });
  it.each([null, {}, { numPassedTests: 0 }])('counts a crash as a failure: %j', (report) => {
    expect(countsOf(report, 1).failed).toBe(1);
  });
  it('names the files that took longest, so that the whole stays short', () => {
    const file = (name: string, seconds: number) => ({
      name: `/tree/${name}`,
      startTime: 5_000,
      endTime: 5_000 + seconds * 1000,
    });
    const testResults = [file('a.test.ts', 12), file('quick.test.ts', 9), file('b.test.ts', 123.4)];
    expect(slowestFiles({ testResults }, '/tree')).toEqual(['   123 s  b.test.ts', '    12 s  a.test.ts']);
    expect(slowestFiles(null, '/tree')).toEqual([]);
  });

  it('say what failed and why at the end, a file that cannot be loaded too', () => {
    const test = (status: string, ...failureMessages: string[]) => ({
      fullName: `adds ${status}`,
      status,
      failureMessages,
    });
    const testResults = [
      {
        name: '/tree/a.test.ts',
        assertionResults: [test('passed'), test('failed', 'expected 1 to be 2\n at line 3')],
      },
      { name: '/tree/b.test.ts', message: 'Cannot find module', assertionResults: [] },
      { name: '/tree/c.test.ts', message: '', assertionResults: [test('passed')] },
    ];
    expect(failureLines({ testResults }, '/tree')).toEqual([
      '  a.test.ts > adds failed',
      '    expected 1 to be 2',
      '  b.test.ts',
      '    Cannot find module',
    ]);
    expect(failureLines(null, '/tree')).toEqual([]);
  });
});
