/** The microphone's level as a meter takes it. */
import { useCallback } from 'react';
import { useBridge } from './use-bridge.ts';

/** Above this probability the meter is drawn as speech. */
const SPEECH = 0.5;

/** The same function until the bridge changes. */
export function useLevel() {
  const bridge = useBridge();
  return useCallback(
    (tell: (level: number, isActive: boolean) => void) =>
      bridge.onLevel(({ rms, speech }) => tell(rms, speech > SPEECH)),
    [bridge],
  );
}
