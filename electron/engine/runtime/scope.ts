/**
 * Lifetime of a group of things: an abort signal plus what must be stopped when it ends.
 * Closing is idempotent and runs the stops in reverse order, each even if an earlier one failed.
 */
export interface Scope {
  readonly signal: AbortSignal;
  /** Registers a stop; runs it at once if the scope has already ended. */
  defer(stop: () => void | Promise<void>): void;
  /** A scope that ends with this one at the latest. */
  child(): Scope;
  /** Aborts the signal, then runs every stop. Resolves when all are done; rejects with the first failure. */
  close(reason?: string): Promise<void>;
}

export function createScope(): Scope {
  const controller = new AbortController();
  const stops: (() => void | Promise<void>)[] = [];
  let closing: Promise<void> | null = null;

  async function runStops(): Promise<void> {
    const failures: unknown[] = [];
    for (let stop = stops.pop(); stop; stop = stops.pop()) {
      try {
        await stop();
      } catch (failure) {
        failures.push(failure);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  const scope: Scope = {
    signal: controller.signal,
    defer(stop) {
      stops.push(stop);
      if (closing) closing = closing.then(runStops);
    },
    child() {
      const inner = createScope();
      if (controller.signal.aborted) {
        void inner.close();
        return inner;
      }
      const stop = () => inner.close();
      stops.push(stop);
      inner.defer(() => {
        const at = stops.indexOf(stop);
        if (at >= 0) stops.splice(at, 1);
      });
      return inner;
    },
    close(reason) {
      if (!closing) {
        controller.abort(reason ?? 'closed');
        closing = runStops();
      }
      return closing;
    },
  };
  return scope;
}
