/** A real embedded model in its own process. Skipped, and told why, where the test weights cannot be had. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdtempSync,
  openSync,
  closeSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createGgufEngine } from '../../../electron/engine/brain/language-model/gguf-engine.ts';
import type { GgufConfig, GgufEngine } from '../../../electron/engine/brain/language-model/gguf-engine.ts';
import { createGgufResponder } from '../../../electron/engine/brain/language-model/gguf-responder.ts';
import { createLanguageModel } from '../../../electron/engine/brain/language-model/create-language-model.ts';
import { IDLE_UNLOAD_MS } from '../../../electron/engine/brain/language-model/tuning.ts';
import { createNetwork } from '../../../electron/engine/network/network.ts';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import type { Clock } from '../../../electron/engine/runtime/clock.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { collectReply } from '../../support/collect-reply.ts';
import { testLanguageModel } from '../../support/test-language-model.ts';

const found = testLanguageModel();
if (typeof found === 'string') console.warn(`The embedded language model is not tested: ${found}`);
const weights = typeof found === 'string' ? { path: '', sha256: '' } : found;

const scratch = mkdtempSync(join(tmpdir(), 'parley-gguf-'));
const engines: GgufEngine[] = [];
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function build(config: Partial<GgufConfig>, clock: Clock = createRealClock()) {
  const common = { kind: 'gguf' as const, path: weights.path, threads: 1, timeoutMs: 60_000 };
  const whole = { ...common, contextTokens: 512, ...config };
  const engine = createGgufEngine(whole, clock);
  return { engine, config: whole, responder: createGgufResponder(whole.path, engine, clock) };
}

/** For tests that close it, or need a file or a clock of their own. */
function setUp(config: Partial<GgufConfig> = {}, clock?: Clock) {
  const made = build(config, clock);
  engines.push(made.engine);
  return made;
}

/** For all the others, which each leave it fit for the next: loading takes seconds. */
const lasting = build({ contextTokens: 2048 });
afterAll(() => lasting.engine.close());

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const QUESTION = 'What is the capital of France?';
const LONG = 'Tell me a very long story about a dog and a cat.';

describe('a file that is no model', () => {
  const file = (name: string, content: Buffer | string) => {
    const path = join(scratch, name);
    writeFileSync(path, content);
    return path;
  };
  it.each<[string, () => string, RegExp]>([
    ['is missing', () => join(scratch, 'none.gguf'), /does not exist/],
    ['is a folder', () => scratch, /not a file|cannot be read/],
    ['is empty', () => file('empty.gguf', ''), /too short/],
    ['is something else', () => file('other.gguf', 'x'.repeat(100)), /not a GGUF file/],
    [
      'is of an unknown version',
      () => file('version.gguf', `GGUF\x63\0\0\0${'\0'.repeat(32)}`),
      /version 99/,
    ],
  ])('%s', async (_, make, message) => {
    const { responder, engine } = setUp({ path: make() });
    const { outcome } = await collectReply(responder, QUESTION);
    expect(outcome).toMatchObject({ kind: 'failed', fault: { code: 'llm_file' } });
    expect(outcome.kind === 'failed' && outcome.fault.message).toMatch(message);
    expect(engine.pid()).toBeNull();
  });

  it('has only its header right', async () => {
    const header = Buffer.concat([Buffer.from('GGUF\x03\0\0\0', 'latin1'), Buffer.alloc(4096, 0xfe)]);
    const { responder, engine } = setUp({ path: file('garbage.gguf', header) });
    const { outcome } = await collectReply(responder, QUESTION);
    expect(outcome.kind === 'failed' && outcome.fault.code).toMatch(/llm_file|llm_crashed/);
    expect(engine.pid()).toBeNull();
  });
});

describe.skipIf(typeof found === 'string')('an embedded model', () => {
  it('answers, in sentences, and remembers', async () => {
    const { responder, engine } = setUp({ sha256: weights.sha256 });
    const reply = await collectReply(responder, QUESTION);
    expect(reply.outcome).toEqual({ kind: 'done', source: `llm:${basename(weights.path)}` });
    expect(reply.text).toContain('Paris');
    expect(reply.sentences.join('').replace(/\s/g, '')).toBe(reply.text.replace(/\s/g, ''));
    const pid = engine.pid();
    const history = [
      { role: 'user', text: QUESTION },
      { role: 'assistant', text: reply.text },
    ] as const;
    expect((await collectReply(responder, 'Is it large?', { history })).outcome.kind).toBe('done');
    expect(engine.pid()).toBe(pid);
    await engine.close();
    expect(isRunning(pid!)).toBe(false);
    expect((await collectReply(responder, QUESTION)).outcome).toMatchObject({ fault: { code: 'closed' } });
  });

  it('stops when it is cancelled, keeps its process, and answers again', async () => {
    const { responder, engine } = lasting;
    const stop = new AbortController();
    let chunks = 0;
    const reply = await collectReply(responder, LONG, {
      signal: stop.signal,
      onChunk: () => {
        if (++chunks === 3) stop.abort();
        return true;
      },
    });
    expect(reply.outcome).toEqual({ kind: 'cancelled' });
    expect(chunks).toBe(3);
    const pid = engine.pid();
    expect((await collectReply(responder, QUESTION)).outcome.kind).toBe('done');
    expect(engine.pid()).toBe(pid);
  });

  it('is cancelled at once while it reads a long question, and answers the next', async () => {
    const { responder, engine } = lasting;
    await collectReply(responder, QUESTION);
    const stop = new AbortController();
    const long = collectReply(responder, 'a strange tale of many words '.repeat(250), {
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(), 100);
    expect((await long).outcome).toEqual({ kind: 'cancelled' });
    expect((await collectReply(responder, QUESTION)).outcome.kind).toBe('done');
    expect(engine.pid()).not.toBeNull();
  });

  it('cuts a question that does not fit', async () => {
    const { responder } = setUp({ contextTokens: 256 });
    const history = Array.from({ length: 20 }, (_, i) => ({
      role: i % 2 === 0 ? ('user' as const) : ('assistant' as const),
      text: 'Some words were said here before.',
    }));
    const reply = await collectReply(responder, 'word '.repeat(1_500), { history });
    expect(reply.outcome.kind).toBe('done');
  });

  it('is told as crashed when its process is killed, and comes back', async () => {
    const { responder, engine } = lasting;
    let killed = 0;
    const reply = await collectReply(responder, LONG, {
      onChunk: () => {
        if (killed === 0) process.kill((killed = engine.pid()!), 'SIGKILL');
        return true;
      },
    });
    expect(reply.outcome).toMatchObject({ kind: 'failed', fault: { code: 'llm_crashed' } });
    expect((await collectReply(responder, QUESTION)).outcome.kind).toBe('done');
    expect(engine.pid()).not.toBe(killed);
  });

  it('is killed when it falls silent', async () => {
    const { responder, engine, config } = lasting;
    let stopped = 0;
    const reply = await collectReply(responder, LONG, {
      onChunk: () => {
        if (stopped === 0) process.kill((stopped = engine.pid()!), 'SIGSTOP');
        // Short only now that it is silent: loading may take long on a busy machine.
        config.timeoutMs = 500;
        return true;
      },
    });
    config.timeoutMs = 60_000;
    expect(reply.outcome).toMatchObject({ kind: 'failed', fault: { code: 'llm_timeout' } });
    expect(isRunning(stopped)).toBe(false);
  });

  it('answers one question after the other', async () => {
    const { responder, engine } = lasting;
    const asked = [QUESTION, 'What is the capital of Italy?'].map((text) => collectReply(responder, text));
    const stop = new AbortController();
    const third = collectReply(responder, QUESTION, { signal: stop.signal });
    stop.abort();
    expect((await third).outcome).toEqual({ kind: 'cancelled' });
    const [france, italy] = await Promise.all(asked);
    expect([france?.outcome.kind, italy?.outcome.kind]).toEqual(['done', 'done']);
    expect(france?.text).not.toBe(italy?.text);
    expect(engine.pid()).not.toBeNull();
  });

  it('is refused when its SHA-256 differs, before anything reads it', async () => {
    const { responder, engine } = setUp({ sha256: '0'.repeat(64) });
    const { outcome } = await collectReply(responder, QUESTION);
    expect(outcome).toMatchObject({ fault: { code: 'llm_file' } });
    expect(engine.pid()).toBeNull();
  });

  it('is refused when it was cut off, or its header was damaged', async () => {
    const path = join(scratch, 'damaged.gguf');
    copyFileSync(weights.path, path);
    const handle = openSync(path, 'r+');
    writeSync(handle, Buffer.alloc(64, 0xff), 0, 64, 16);
    closeSync(handle);
    const codes = [];
    for (const damage of ['header', 'cut']) {
      if (damage === 'cut') {
        copyFileSync(weights.path, path);
        truncateSync(path, 40_000_000);
      }
      const { responder, engine } = setUp({ path });
      const { outcome } = await collectReply(responder, QUESTION);
      codes.push(outcome.kind === 'failed' ? outcome.fault.code : outcome.kind);
      expect(engine.pid()).toBeNull();
    }
    expect(codes).toEqual([
      expect.stringMatching(/llm_file|llm_crashed/),
      expect.stringMatching(/llm_file|llm_crashed/),
    ]);
  });

  it('is unloaded when it is not asked for long', async () => {
    const clock = createVirtualClock();
    const { responder, engine } = setUp({}, clock);
    let ended = false;
    const reply = collectReply(responder, QUESTION).finally(() => (ended = true));
    while (!ended) await clock.advance(20);
    expect((await reply).outcome.kind).toBe('done');
    const pid = engine.pid()!;
    await clock.advance(IDLE_UNLOAD_MS - 1_000);
    expect(engine.pid()).toBe(pid);
    await clock.advance(2_000);
    expect(engine.pid()).toBeNull();
  });

  it('does not outlive a program that is killed', async () => {
    const owner = fileURLToPath(new URL('../../support/llama-owner.mjs', import.meta.url));
    const base = new URL('../../../out/', import.meta.url).href;
    const program = spawn(process.execPath, [owner, base, weights.path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(program.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString().split('\n')[0]);
    expect(isRunning(pid)).toBe(true);
    program.kill('SIGKILL');
    await once(program, 'exit');
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  });

  it('is what the settings name', async () => {
    const llm = {
      kind: 'gguf',
      path: weights.path,
      threads: 1,
      contextTokens: 512,
      timeoutMs: 60_000,
    } as const;
    const model = createLanguageModel({
      llm,
      clock: createRealClock(),
      network: createNetwork('off'),
    });
    const reply = await collectReply(model.responders[0]!, QUESTION);
    expect(reply.outcome.kind).toBe('done');
    await model.close();
    await model.close();
  });
});
