/** A program that owns an embedded language model, to be killed: prints the process id of its child while it answers. */
const [, , base, path] = process.argv;
const { createGgufEngine } = await import(new URL('engine/brain/language-model/gguf-engine.js', base).href);
const { createRealClock } = await import(new URL('engine/runtime/clock.js', base).href);
const config = { kind: 'gguf', path, threads: 1, contextTokens: 512, timeoutMs: 60_000 };
const engine = createGgufEngine(config, createRealClock());
const messages = [{ role: 'user', text: 'Count to one hundred.' }];
setInterval(() => undefined, 1_000);
await engine.ask(
  { system: '', messages },
  () => {
    process.stdout.write(`${String(engine.pid())}\n`);
    return Promise.resolve(true);
  },
  new AbortController().signal,
);
