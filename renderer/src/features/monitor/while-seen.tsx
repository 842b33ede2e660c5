/**
 * A part of the monitor that is drawn from the newest view while it can be seen, and from one that changes seldom while
 * it cannot: most of the page is out of sight, and drawing it cost as much as the rest.
 */
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { MonitorView } from '../../../../electron/contract/metrics.ts';
import { watchSight } from './sight.ts';
import { showView } from './view-pace.ts';

export interface WhileSeenProps {
  readonly now: MonitorView;
  readonly seldom: MonitorView;
  /** Should draw something that is memoised: it is called with the same view again. */
  readonly children: (view: MonitorView) => ReactNode;
}

export function WhileSeen({ now, seldom, children }: WhileSeenProps) {
  const element = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  const [before, setShown] = useState({ view: now, seldom });
  const shown = showView(before, now, seldom, isSeen);
  if (shown !== before) setShown(shown);
  useEffect(() => (element.current ? watchSight(element.current, setSeen) : undefined), []);
  return (
    <div ref={element} className="flex flex-col gap-8">
      {children(shown.view)}
    </div>
  );
}
