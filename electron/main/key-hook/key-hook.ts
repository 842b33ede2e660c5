/**
 * Keeps the key hook process: forks it, tells it what to watch, restarts it when it dies, within limits. A
 * combination that was down when it died is reported as released. Knows nothing of what a combination means.
 */
import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import type { UtilityProcess } from 'electron';
import type { MainLog } from '../main-context.ts';
import type { CombinationName, WatchedCombination } from './combination-watch.ts';
import { hookReportSchema } from './key-hook-messages.ts';
import type { HookCommand, PasteOutcome } from './key-hook-messages.ts';
import { judgeRestart } from './restart-limit.ts';
import {
  HOOK_RESTARTS,
  HOOK_RESTART_DELAY_MS,
  HOOK_RESTART_WINDOW_MS,
  HOOK_START_LIMIT_MS,
  PASTE_ANSWER_LIMIT_MS,
} from './tuning.ts';

/**
 * `starting`: not known yet. `runs`: keys are seen. `missing`: the addon cannot be loaded. `refused`: the system does
 * not let it see keys. `dead`: it died, and is started again or was given up. `off`: it was not asked for.
 */
export type KeyHookState = 'off' | 'starting' | 'runs' | 'missing' | 'refused' | 'dead';

export interface KeyHook {
  state(): KeyHookState;
  /** Process id while it runs; for tests and the log. */
  pid(): number | null;
  onState(listener: (state: KeyHookState) => void): () => void;
  watch(combinations: readonly WatchedCombination[]): void;
  onCombination(listener: (name: CombinationName, pressed: boolean) => void): () => void;
  /** Releases what is down: the session was locked or the machine sleeps. */
  releaseAll(): void;
  /** Presses the system's paste keys once no modifier is held. */
  paste(): Promise<PasteOutcome>;
  close(): void;
}

const entry = fileURLToPath(new URL('./key-hook-process.js', import.meta.url));

export function createKeyHook(log: MainLog): KeyHook {
  let child: UtilityProcess | null = null;
  let state: KeyHookState = 'off';
  let watched: readonly WatchedCombination[] = [];
  let deaths: readonly number[] = [];
  let nextRequest = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  const down = new Set<CombinationName>();
  const pastes = new Map<number, (outcome: PasteOutcome) => void>();
  const stateListeners = new Set<(state: KeyHookState) => void>();
  const combinationListeners = new Set<(name: CombinationName, pressed: boolean) => void>();

  function setState(next: KeyHookState): void {
    if (state === next) return;
    state = next;
    for (const listener of stateListeners) listener(next);
  }

  function tell(name: CombinationName, pressed: boolean): void {
    if (down.has(name) === pressed) return;
    if (pressed) down.add(name);
    else down.delete(name);
    for (const listener of combinationListeners) listener(name, pressed);
  }

  const send = (command: HookCommand) => child?.postMessage(command);

  function onReport(data: unknown): void {
    const parsed = hookReportSchema.safeParse(data);
    if (!parsed.success) return log.warn({}, 'The key hook said something that is not understood.');
    const report = parsed.data;
    switch (report.type) {
      case 'started':
        clearTimeout(timer);
        log.info({ hook: report.hook, pid: child?.pid ?? null }, 'The key hook has started.');
        send({ type: 'watch', combinations: [...watched] });
        return setState(report.hook);
      case 'combination':
        return tell(report.name, report.pressed);
      case 'pasted':
        return pastes.get(report.request)?.(report.outcome);
    }
  }

  function onDeath(code: number): void {
    child = null;
    clearTimeout(timer);
    for (const name of [...down]) tell(name, false);
    for (const settle of [...pastes.values()]) settle('refused');
    if (closed) return;
    const judged = judgeRestart([...deaths, Date.now()], {
      restarts: HOOK_RESTARTS,
      window_ms: HOOK_RESTART_WINDOW_MS,
    });
    deaths = judged.deaths;
    log.warn({ code, again: judged.again }, 'The key hook process ended.');
    setState('dead');
    if (judged.again) timer = setTimeout(start, HOOK_RESTART_DELAY_MS);
  }

  function start(): void {
    if (closed) return;
    setState('starting');
    const started = utilityProcess.fork(entry, [], { serviceName: 'parley-keys', stdio: 'ignore' });
    child = started;
    started.on('message', onReport);
    started.once('exit', onDeath);
    timer = setTimeout(() => started.kill(), HOOK_START_LIMIT_MS);
  }

  return {
    state: () => state,
    pid: () => child?.pid ?? null,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    watch(combinations) {
      watched = combinations;
      if (state === 'off' && !closed) return start();
      send({ type: 'watch', combinations: [...combinations] });
    },
    onCombination(listener) {
      combinationListeners.add(listener);
      return () => combinationListeners.delete(listener);
    },
    releaseAll: () => void send({ type: 'releaseAll' }),
    paste() {
      if (!child) return Promise.resolve('refused');
      const request = nextRequest++;
      return new Promise((resolve) => {
        const settle = (outcome: PasteOutcome) => {
          clearTimeout(limit);
          pastes.delete(request);
          resolve(outcome);
        };
        const limit = setTimeout(() => settle('refused'), PASTE_ANSWER_LIMIT_MS);
        pastes.set(request, settle);
        send({ type: 'paste', request });
      });
    },
    close() {
      closed = true;
      clearTimeout(timer);
      child?.kill();
    },
  };
}
