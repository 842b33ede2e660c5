/**
 * The life of an update, as a pure reducer: what is shown, and what is to be done next. Nothing is installed without
 * `installAsked`; nothing is fetched while it is off.
 */
import type { UpdateState } from '../../contract/desktop.ts';
import type { Fault } from '../../contract/errors.ts';

export type UpdateEvent =
  /** `feed` null: none is set, the network is off, or this copy cannot update itself (`fault`). */
  | { readonly type: 'configured'; readonly feed: string | null; readonly fault: Fault | null }
  | { readonly type: 'checkAsked' }
  /** Null: there is nothing newer. */
  | { readonly type: 'checked'; readonly version: string | null }
  | { readonly type: 'downloaded' }
  | { readonly type: 'failed'; readonly fault: Fault }
  | { readonly type: 'installAsked' };

export type UpdateEffect = 'check' | 'download' | 'cancel' | 'install';

export interface UpdateStep {
  readonly view: UpdateState;
  readonly feed: string | null;
  readonly effect: UpdateEffect | null;
}

export const updatesOff: UpdateStep = {
  view: { state: 'off', version: null, fault: null },
  feed: null,
  effect: null,
};

export function stepUpdate({ view, feed }: UpdateStep, event: UpdateEvent): UpdateStep {
  const stay: UpdateStep = { view, feed, effect: null };
  const go = (
    state: UpdateState['state'],
    more: Partial<UpdateState> = {},
    effect: UpdateEffect | null = null,
  ): UpdateStep => ({ view: { state, version: null, fault: null, ...more }, feed, effect });
  const busy = view.state === 'checking' || view.state === 'downloading';

  switch (event.type) {
    case 'configured': {
      // what was fetched and checked stays installable; that takes no network
      if (view.state === 'ready') return { ...stay, feed: event.feed };
      if (event.feed === null) {
        return { ...go('off', { fault: event.fault }, busy ? 'cancel' : null), feed: null };
      }
      if (event.feed === feed) return stay;
      return { ...go('idle', {}, busy ? 'cancel' : null), feed: event.feed };
    }
    case 'checkAsked':
      if (feed === null) return stay;
      return view.state === 'idle' || view.state === 'failed' ? go('checking', {}, 'check') : stay;
    case 'checked':
      if (view.state !== 'checking') return stay;
      return event.version === null ? go('idle') : go('downloading', { version: event.version }, 'download');
    case 'downloaded':
      return view.state === 'downloading' ? go('ready', { version: view.version }) : stay;
    case 'failed':
      return busy ? go('failed', { version: view.version, fault: event.fault }) : stay;
    case 'installAsked':
      return view.state === 'ready' ? { ...stay, effect: 'install' } : stay;
  }
}
