/** Opens the welcome once, on the first start; whoever asked for another page gets that one. */
import { useEffect } from 'react';
import { useDesk } from '../store/desk-store.ts';
import { goTo } from './route.ts';

export function useFirstStart(): void {
  const isFirst = useDesk((state) => state.loaded && !state.settings.startup.welcomed);
  useEffect(() => {
    if (isFirst && location.hash === '') goTo('welcome');
  }, [isFirst]);
}
