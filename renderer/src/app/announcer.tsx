/** The live regions: what Parley is doing (polite) and faults (assertive). Seen by nobody, heard by screen readers. */
import { useEffect, useRef, useState } from 'react';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { announcementOf } from './announcement.ts';
import type { TextKey } from '../texts/translate.ts';

export function Announcer() {
  const { t, fault: faultText } = useTexts();
  const faults = useDesk((state) => state.faults);
  const [said, setSaid] = useState<TextKey | null>(null);

  useEffect(
    () =>
      useDesk.subscribe((now, before) => {
        const next = announcementOf(before.talk, now.talk);
        if (next) setSaid(next);
      }),
    [],
  );

  const newest = useNewest(faults.map(({ code }) => code));
  const fault = faults.find(({ code }) => code === newest);
  return (
    <>
      <div role="status" aria-live="polite" className="sr-only" data-testid="announcer">
        {said && t(said)}
      </div>
      <div role="alert" aria-live="assertive" className="sr-only">
        {fault && t('announce.fault', { ...faultText(fault) })}
      </div>
    </>
  );
}

/** The last of the list; null once it is gone, so that going back to an earlier one is not told again. */
function useNewest<T>(list: readonly T[]): T | null {
  const last = list.at(-1) ?? null;
  const known = useRef<readonly T[]>([]);
  const [newest, setNewest] = useState<T | null>(null);
  const key = list.join(' ');
  useEffect(() => {
    const isNew = last !== null && !known.current.includes(last);
    known.current = list;
    setNewest((shown) => (isNew ? last : shown !== null && list.includes(shown) ? shown : null));
    // the list is made anew with each render; its content is the key
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return newest;
}
