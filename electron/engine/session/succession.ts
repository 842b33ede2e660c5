/**
 * A place in which one engine stands at a time and the settings say which, also while it is used. Who has begun with one
 * ends with it; who begins later begins with the new one. Owns closing an engine nobody uses any more.
 */
import { ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

export interface Succession<E, N extends string> {
  /** The one that stands here now; null while there is none. */
  readonly present: E | null;
  /** The last opening, under way or over. */
  readonly opening: Promise<Result<void>>;
  /** The present engine, which is not closed before `done`. There must be one. */
  use(): { readonly engine: E; done(): void };
  /**
   * Opens the named engine and lets it take over. While it loads, the present one goes on, and it stays when the other
   * cannot be had. Only the newest wish counts; the same wish is not tried twice unless `again` is set.
   */
  follow(name: N, again: boolean): Promise<Result<void>>;
  /** Closes all of them, also those that are used; one that is being opened is closed when it is open. */
  close(): Promise<void>;
}

interface Held<E> {
  readonly engine: E;
  uses: number;
  closing: Promise<void> | null;
}

/**
 * @param first stands here at once; null: `wish` is opened now
 * @param wish what the settings name, which may not have been there to open
 * @param onTaken told of each engine that takes over after `first`
 */
export function createSuccession<
  E extends { readonly name: string; close(): Promise<void> },
  N extends string,
>(
  first: E | null,
  wish: N,
  open: (name: N) => Promise<Result<E>>,
  onTaken: (engine: E) => void = () => {},
): Succession<E, N> {
  const all = new Set<Held<E>>();
  let current: Held<E> | null = null;
  let wished = wish;
  let wishes = 0;
  let closed = false;

  function hold(engine: E): void {
    current = { engine, uses: 0, closing: null };
    all.add(current);
  }

  function dismiss(held: Held<E>): void {
    if (held.uses > 0 || (held === current && !closed)) return;
    held.closing ??= held.engine.close().finally(() => all.delete(held));
  }

  async function load(name: N): Promise<Result<void>> {
    const number = ++wishes;
    const opened = await open(name);
    if (!opened.ok) return opened;
    if (closed || number !== wishes) {
      await opened.value.close();
      return ok(undefined);
    }
    const before = current;
    hold(opened.value);
    if (before) dismiss(before);
    onTaken(opened.value);
    return ok(undefined);
  }

  if (first) hold(first);
  let opening: Promise<Result<void>> = first ? Promise.resolve(ok(undefined)) : load(wish);

  return {
    get present() {
      return current?.engine ?? null;
    },
    get opening() {
      return opening;
    },
    use() {
      const held = current!;
      held.uses++;
      return {
        engine: held.engine,
        done() {
          held.uses--;
          dismiss(held);
        },
      };
    },
    follow(name, again) {
      if (name === wished && !again) return Promise.resolve(ok(undefined));
      wished = name;
      if (name === current?.engine.name) {
        wishes++;
        return Promise.resolve(ok(undefined));
      }
      opening = load(name);
      return opening;
    },
    async close() {
      closed = true;
      for (const held of all) {
        held.uses = 0;
        dismiss(held);
      }
      await Promise.all([...all].flatMap(({ closing }) => (closing ? [closing] : [])));
    },
  };
}
