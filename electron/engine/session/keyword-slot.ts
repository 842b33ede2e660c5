/**
 * The keyword spotter in force: one when a model of kind `wake` is installed that can spell the phrase of the settings,
 * else none, and the recogniser listens. Owns opening and closing it; the newest wish counts.
 */
import { ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { Settings } from '../../contract/settings.ts';
import type { InspectableLibrary } from '../models/model-library.ts';
import type { VerifiedModel } from '../models/model-port.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CoreScheduler } from '../runtime/core-scheduler.ts';
import type { KeywordSpotter } from '../wake/keyword-spotter-port.ts';
import { createSherpaKeywordSpotter } from '../wake/sherpa-keyword-spotter.ts';

export type OpenKeywordSpotter = (
  model: VerifiedModel,
  wake: Settings['wake'],
) => Promise<Result<KeywordSpotter>>;

export interface KeywordSlot {
  /** Null while there is none. */
  spotter(): KeywordSpotter | null;
  /**
   * Makes it what settings and models now ask for; `again` although neither the phrase nor the sensitivity has changed.
   * Errors: of the model or of the phrase; the recogniser then listens.
   */
  follow(again?: boolean): Promise<Result<void>>;
  close(): Promise<void>;
}

export interface KeywordSlotParts {
  readonly library: Pick<InspectableLibrary, 'listed' | 'open'>;
  readonly wake: () => Settings['wake'];
  readonly open: OpenKeywordSpotter;
}

export function sherpaKeywordSpotters(clock: Clock, scheduler: CoreScheduler): OpenKeywordSpotter {
  return (model, { phrase, sensitivity }) =>
    createSherpaKeywordSpotter({ model, phrase, sensitivity, clock, scheduler });
}

export function createKeywordSlot(parts: KeywordSlotParts): KeywordSlot {
  let current: KeywordSpotter | null = null;
  let followed = '';
  let closed = false;
  let work: Promise<Result<void>> = Promise.resolve(ok(undefined));

  /** The installed model, its files checked; null without one. */
  async function find(): Promise<Result<VerifiedModel> | null> {
    const { models } = await parts.library.listed();
    const found = models.find(({ entry }) => entry.kind === 'wake');
    return found ? parts.library.open(found.entry.name) : null;
  }

  async function replaceBy(next: KeywordSpotter | null): Promise<void> {
    const before = current;
    current = next;
    await before?.close();
  }

  async function look(again: boolean): Promise<Result<void>> {
    const wake = parts.wake();
    const wish = JSON.stringify([wake.phrase, wake.sensitivity]);
    if (closed || (wish === followed && !again)) return ok(undefined);
    followed = wish;
    const model = await find();
    const opened = model?.ok ? await parts.open(model.value, wake) : model;
    if (opened?.ok && closed) await opened.value.close();
    else await replaceBy(opened?.ok ? opened.value : null);
    return opened && !opened.ok ? opened : ok(undefined);
  }

  return {
    spotter: () => current,
    follow(again = false) {
      work = work.then(() => look(again));
      return work;
    },
    async close() {
      closed = true;
      await work;
      await replaceBy(null);
    },
  };
}
