/**
 * Calls a function when its component goes: a field that goes with its page is not told that it was left.
 * `useLeave(finish)`: it is the function of the last drawing that is called.
 */
import { useEffect, useRef } from 'react';

export function useLeave(finish: () => void): void {
  const newest = useRef(finish);
  useEffect(() => {
    newest.current = finish;
  });
  useEffect(() => () => newest.current(), []);
}
