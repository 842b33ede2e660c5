/** A short soak with the real models on the fast clock: the tool runs, and finds what is planted. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const hook = new URL('../../../build/setup/typescript-hook.mjs', import.meta.url).href;
const tool = fileURLToPath(new URL('../../bench/soak.ts', import.meta.url));

/** A minute and a bit of audio; so short a run can judge memory only by what a planted leak takes. */
const short =
  '--people --hours 0.01 --session-hours 0.005 --sample-minutes 0.06 --warm-up 0 --memory-limit 4000';

function runSoak(args: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const given = ['--expose-gc', '--import', hook, tool, ...args.split(' ')];
    const child = spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (output += data.toString()));
    child.on('close', (code) => resolve({ code, output }));
  });
}

describe('a short soak', () => {
  it('hears its audio in two sessions and holds on to nothing', async () => {
    const { code, output } = await runSoak(short);
    expect(output).toMatch(/^0\.0\d h of audio, [1-9]\d* turns, [1-9]\d* replies, faults \{\}/m);
    expect(output).toMatch(/Holds on to nothing/);
    expect(code, output).toBe(0);
  });

  it('finds memory and files that are held on to, and fails', async () => {
    const { code, output } = await runSoak(`${short} --leak --leak-megabytes 100`);
    expect(output).toMatch(/Holds on to more and more: .*script memory.*open files/);
    expect(output).toMatch(/script memory: .*BROKEN/);
    expect(code, output).toBe(1);
  });
});
