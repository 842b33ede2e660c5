/** Counts up while the window is visible: for what nobody tells and that has to be looked at again. */
import { useEffect, useState } from 'react';

export function useTick(everyMs: number): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setCount((before) => before + 1);
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return count;
}
