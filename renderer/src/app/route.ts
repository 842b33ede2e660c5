/**
 * Which page is shown, kept in the address (`#/settings/sound`), so that back, links and the tray reach every page.
 * `goTo('settings', 'sound')` from anywhere; `useRoute()` in components. The only module of `app` features may import.
 */
import { useSyncExternalStore } from 'react';

export const pageNames = ['talk', 'models', 'settings', 'welcome', 'wake', 'about', 'monitor'] as const;
export type PageName = (typeof pageNames)[number];

export interface Route {
  readonly page: PageName;
  /** A part of the page, as far as the page knows any. */
  readonly part: string;
}

const isPageName = (name: string): name is PageName => pageNames.some((known) => known === name);

/** @param hash as in `location.hash`; whatever is not a page is Talk */
export function parseRoute(hash: string): Route {
  const [page = '', part = ''] = hash.replace(/^#?\/?/, '').split('/');
  return isPageName(page) ? { page, part: /^[\w.-]*$/.test(part) ? part : '' } : { page: 'talk', part: '' };
}

export function hashOf({ page, part }: Route): string {
  return part === '' ? `#/${page}` : `#/${page}/${part}`;
}

export function goTo(page: PageName, part = ''): void {
  location.hash = hashOf({ page, part });
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.hash));
}
