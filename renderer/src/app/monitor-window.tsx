/** The monitor in a window of its own: nothing around it, but told when the line is lost. */
import { useEffect, useState } from 'react';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { FloatingRoot } from '../ui/floating-root.ts';
import { ToastStack } from '../ui/toast-stack.tsx';
import { TooltipScope } from '../ui/tooltip.tsx';
import { ConnectingPage, LostNotice } from './line-notice.tsx';
import { MonitorPage } from './monitor-page.tsx';
import { useAppearance } from './use-appearance.ts';

export function MonitorWindow() {
  const { t } = useTexts();
  const line = useDesk((state) => state.line);
  const isLoaded = useDesk((state) => state.loaded);
  const [main, setMain] = useState<HTMLElement | null>(null);
  useAppearance();
  useEffect(() => {
    document.title = t('app.title', { page: t('page.monitor') });
  }, [t]);
  return (
    <TooltipScope>
      <FloatingRoot value={main}>
        <main ref={setMain} className="@container flex h-full min-w-0 flex-col bg-ground">
          {line === 'lost' && <LostNotice />}
          <div className="@container min-h-0 flex-1">{isLoaded ? <MonitorPage /> : <ConnectingPage />}</div>
        </main>
        <ToastStack dismissLabel={t('common.dismiss')} />
      </FloatingRoot>
    </TooltipScope>
  );
}
