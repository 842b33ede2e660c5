/** What recording leaves on the heap: nothing a frame. Counted, not timed. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createStageRecorder } from '../../../electron/engine/observe/stage-recorder.ts';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';

const hook = new URL('../../../build/setup/typescript-hook.mjs', import.meta.url).href;
const measuring = fileURLToPath(new URL('./recording-heap.ts', import.meta.url));

describe('recording a frame', () => {
  it('leaves nothing on the heap, counted by something that sees one object a frame', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--expose-gc',
      // the compiler does not work beside the frames: it has finished when they are counted, on a busy machine too
      '--no-concurrent-recompilation',
      '--import',
      hook,
      measuring,
    ]);
    const bytes = JSON.parse(stdout) as { frame: number; withObject: number };
    expect(bytes.frame).toBeLessThan(1);
    expect(bytes.withObject).toBeGreaterThan(8);
  });

  it('looks at no clock while somebody takes the frames', () => {
    const real = createRealClock();
    let looks = 0;
    const recorder = createStageRecorder({ ...real, now: () => (looks++, real.now()) });
    recorder.takeFrames();
    const before = looks;
    for (let n = 0; n < 100; n++) {
      recorder.took('echo', 0.1);
      recorder.took('vad', 0.2);
      recorder.took('frame', 0.3);
    }
    expect(looks).toBe(before);
    expect(recorder.views(new Set()).find(({ name }) => name === 'frame')?.count).toBe(100);
  });
});
