/**
 * An embedded language model in a child process. Owns when the process runs and that one question is asked at a time;
 * refuses files it has not looked at. A process that does not stop, crashes or falls silent is killed and started anew
 * with the next question.
 */
import { err, faultOf, ok } from '../../../contract/errors.ts';
import type { Result } from '../../../contract/errors.ts';
import type { Settings } from '../../../contract/settings.ts';
import type { ChatMessage } from '../../../contract/turns.ts';
import type { Clock } from '../../runtime/clock.ts';
import { comesWithin } from '../../runtime/comes-within.ts';
import { checkGgufFile } from './gguf-file.ts';
import type { LlamaEvent } from './llama-protocol.ts';
import { startLlamaProcess } from './llama-process.ts';
import type { LlamaProcess } from './llama-process.ts';
import { outsideClock, waitOutside } from './outside-wait.ts';
import { ABORT_GRACE_MS, FILE_CHECK_MAX_MS, IDLE_UNLOAD_MS, REPLY_MAX_TOKENS } from './tuning.ts';

export type GgufConfig = Extract<Settings['llm'], { kind: 'gguf' }>;

export interface GgufEngine {
  /**
   * Asks once; questions wait for one another. `onText` is awaited and stops the answer with false. The first one
   * loads the weights. Errors: `llm_file`, `addon_missing`, `llm_crashed`, `llm_timeout`, `llm_bad_reply`, `closed`.
   */
  ask(
    question: GgufQuestion,
    onText: (text: string) => Promise<boolean>,
    signal: AbortSignal,
  ): Promise<Result<'answered' | 'cancelled'>>;
  /** The child's process id while it runs. */
  pid(): number | null;
  /** Kills the child; resolves when it is gone. */
  close(): Promise<void>;
}

export interface GgufQuestion {
  readonly system: string;
  /** Begins and ends with the user, alternating. */
  readonly messages: readonly ChatMessage[];
}

type Outcome = Result<'answered' | 'cancelled'>;
const cancelled: Outcome = ok('cancelled');

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

export function createGgufEngine(config: GgufConfig, clock: Clock): GgufEngine {
  const closing = new AbortController();
  let child: LlamaProcess | null = null;
  let loaded = false;
  let lastId = 0;
  let turn: Promise<void> = Promise.resolve();
  let stopIdle: () => void = () => undefined;

  async function drop(): Promise<void> {
    const last = child;
    child = null;
    loaded = false;
    await last?.kill();
  }

  /** The next event, or the outcome that ends the wait; a silent or dead child is dropped. */
  async function listen(from: LlamaProcess, signal: AbortSignal): Promise<LlamaEvent | Outcome> {
    const waited = await waitOutside(() => from.next(), clock, config.timeoutMs, signal);
    if (waited.kind === 'value' && waited.value) return waited.value;
    if (waited.kind === 'cancelled') return cancelled;
    await drop();
    return waited.kind === 'timeout' ? err('llm_timeout') : err('llm_crashed');
  }

  /** A child with the weights loaded, or the outcome that ends the question. */
  async function ready(signal: AbortSignal): Promise<LlamaProcess | Outcome> {
    if (child?.alive() && loaded) return child;
    await drop();
    const { path, threads, contextTokens } = config;
    const look = () => checkGgufFile(path, config.sha256, signal);
    const checked = await waitOutside(look, clock, FILE_CHECK_MAX_MS, signal);
    if (checked.kind === 'thrown') throw checked.reason;
    if (checked.kind === 'timeout') return err('llm_file', `${path} cannot be read in time`);
    if (checked.kind === 'cancelled' || checked.value === null || signal.aborted) return cancelled;
    if (!checked.value.ok) return checked.value;
    const started = startLlamaProcess();
    child = started;
    started.tell({ kind: 'load', path, threads, contextTokens });
    const event = await listen(started, signal);
    if ('kind' in event && event.kind === 'loaded') {
      loaded = true;
      return started;
    }
    await drop();
    if (!('kind' in event)) {
      const crashed = !event.ok && event.fault.code === 'llm_crashed';
      return crashed ? err('llm_crashed', 'while it was loaded; its file may be damaged') : event;
    }
    if (event.kind !== 'load-failed') return err('llm_crashed', 'it answered before it was asked');
    return err(event.code, event.code === 'llm_file' ? `${path}: ${event.detail}` : event.detail);
  }

  /** Makes the child stop; one that reads a prompt cannot, and is killed. Nobody waits for it but the next question. */
  async function stopChild(from: LlamaProcess, id: number): Promise<void> {
    from.tell({ kind: 'abort', id });
    const obeyed = (async () => {
      for (let event = await from.next(); event; event = await from.next())
        if ((event.kind === 'done' || event.kind === 'failed') && event.id === id) break;
    })();
    const stopped = await comesWithin(outsideClock, ABORT_GRACE_MS, obeyed);
    if (!stopped && child === from) await drop();
  }

  async function answer(
    { system, messages }: GgufQuestion,
    onText: (text: string) => Promise<boolean>,
    signal: AbortSignal,
    leave: (cleanUp: Promise<void>) => void,
  ): Promise<Outcome> {
    const from = await ready(signal);
    if ('ok' in from) return from;
    const id = ++lastId;
    from.tell({ kind: 'ask', id, system, messages, maxTokens: REPLY_MAX_TOKENS });
    for (;;) {
      const event = await listen(from, signal);
      if ('ok' in event) {
        if (event.ok) leave(stopChild(from, id));
        return event;
      }
      if (event.kind === 'text' && event.id === id && !(await onText(event.text))) {
        leave(stopChild(from, id));
        return cancelled;
      }
      if (event.kind === 'done' && event.id === id) return ok('answered');
      if (event.kind === 'failed' && event.id === id) return err('llm_bad_reply', event.detail);
    }
  }

  function rest(): void {
    stopIdle();
    stopIdle = child ? clock.schedule(IDLE_UNLOAD_MS, () => void drop()) : () => undefined;
  }

  return {
    async ask(question, onText, signal) {
      if (closing.signal.aborted) return err('closed');
      const either = AbortSignal.any([signal, closing.signal]);
      const before = turn;
      let release: () => void = () => undefined;
      turn = new Promise((resolve) => (release = resolve));
      let cleanUp: Promise<void> = before;
      try {
        await Promise.race([before, aborted(either)]);
        if (either.aborted) return closing.signal.aborted ? err('closed') : cancelled;
        stopIdle();
        const outcome = await answer(question, onText, either, (work) => {
          cleanUp = work;
        });
        return closing.signal.aborted && !signal.aborted ? { ok: false, fault: faultOf('closed') } : outcome;
      } finally {
        void Promise.all([before, cleanUp]).then(() => {
          rest();
          release();
        });
      }
    },
    pid: () => (child?.alive() ? child.pid : null),
    async close() {
      closing.abort();
      stopIdle();
      await drop();
    },
  };
}
