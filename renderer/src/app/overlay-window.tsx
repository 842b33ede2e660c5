/** The overlay's window: its view in the theme and language of the settings, on nothing. */
import { useEffect } from 'react';
import { OverlayView } from '../features/overlay/overlay-view.tsx';
import { useAppearance } from './use-appearance.ts';

export function OverlayWindow() {
  useAppearance();
  useEffect(() => {
    // the window itself is transparent
    document.documentElement.dataset['window'] = 'overlay';
  }, []);
  return <OverlayView />;
}
