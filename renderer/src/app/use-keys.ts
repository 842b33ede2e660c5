/** Listens for the keys of the whole window. Space is held to talk: released with the key, or when focus is lost. */
import { useEffect } from 'react';
import { useBridge } from '../bridge/use-bridge.ts';
import { useCall } from '../bridge/use-call.ts';
import { keyActionOf, keyPlaceOf } from './key-action.ts';
import { navigationPages } from './pages.tsx';
import { goTo } from './route.ts';
import { useOpenPage } from './use-open-page.ts';

/** The page shows its search field in the same frame, or the next one when it was another page. */
function focusSearch(): void {
  goTo('talk');
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.querySelector<HTMLInputElement>('[data-search-field]')?.focus()),
  );
}

export function useKeys(showShortcuts: () => void): void {
  const bridge = useBridge();
  const call = useCall();
  const openPage = useOpenPage();
  useEffect(() => {
    let isHeld = false;
    function release() {
      if (!isHeld) return;
      isHeld = false;
      void bridge.call('releaseTalk', {});
    }
    function onDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      const action = keyActionOf({
        key: event.key,
        code: event.code,
        command: event.ctrlKey || event.metaKey,
        alt: event.altKey,
        shift: event.shiftKey,
        repeat: event.repeat,
        place: keyPlaceOf(
          target.tagName,
          target.getAttribute('type') ?? 'text',
          target.getAttribute('role'),
          target.isContentEditable,
        ),
        inDialog: document.querySelector('dialog[open], [role="menu"]') !== null,
      });
      if (!action) return;
      event.preventDefault();
      switch (action.do) {
        case 'page': {
          const page = navigationPages[action.index];
          return page && openPage(page.name);
        }
        case 'search':
          return focusSearch();
        case 'settings':
          return goTo('settings');
        case 'stop':
          return void bridge.call('stop', {});
        case 'shortcuts':
          return showShortcuts();
        case 'press':
          isHeld = true;
          return void call('pressTalk', {});
        case 'nothing':
          return undefined;
      }
    }
    const onUp = (event: KeyboardEvent) => event.code === 'Space' && release();
    addEventListener('keydown', onDown);
    addEventListener('keyup', onUp);
    addEventListener('blur', release);
    return () => {
      release();
      removeEventListener('keydown', onDown);
      removeEventListener('keyup', onUp);
      removeEventListener('blur', release);
    };
  }, [bridge, call, openPage, showShortcuts]);
}
