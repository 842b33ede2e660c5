/**
 * Around two buttons that take each other's place: who had the focus on one has it on the other, and not on nothing.
 * `<KeptFocus of={isOn}>{isOn ? <Button>Off</Button> : <IconButton label="On">...</IconButton>}</KeptFocus>`
 */
import { useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';

export interface KeptFocusProps {
  /** Which of the two is there. */
  readonly of: boolean;
  readonly children: ReactNode;
}

export function KeptFocus({ of, children }: KeptFocusProps) {
  const place = useRef<HTMLSpanElement>(null);
  /** An element that is taken away does not tell that it has lost the focus. */
  const had = useRef(false);
  useLayoutEffect(() => {
    if (had.current && document.activeElement === document.body)
      place.current?.querySelector('button')?.focus();
  }, [of]);
  return (
    <span
      ref={place}
      className="contents"
      onFocus={() => (had.current = true)}
      onBlur={() => (had.current = false)}
    >
      {children}
    </span>
  );
}
