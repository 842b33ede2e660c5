/** The line to the voice process, where it is not as it should be: not yet there, lost, or refused. */
import { KeyRound } from 'lucide-react';
import { useBridge } from '../bridge/use-bridge.ts';
import { valueOrToast } from '../bridge/use-call.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { Spinner } from '../ui/spinner.tsx';

export function ConnectingPage() {
  const { t } = useTexts();
  return (
    <div className="flex h-full flex-col" aria-busy>
      <h1 className="sr-only">{t('app.name')}</h1>
      <div className="flex flex-1 flex-col gap-6 overflow-hidden px-8 py-10" aria-hidden>
        {[64, 80, 48, 72].map((width) => (
          <div key={width} className="mx-auto flex w-full max-w-2xl flex-col gap-2.5">
            <div className="animate-breathe h-3.5 rounded-full bg-hover" style={{ width: `${width / 2}%` }} />
            <div className="animate-breathe h-3.5 rounded-full bg-hover" style={{ width: `${width}%` }} />
          </div>
        ))}
      </div>
      <p role="status" className="flex items-center justify-center gap-2.5 pb-10 text-muted">
        <Spinner />
        {t('line.connecting')}
      </p>
    </div>
  );
}

export function RefusedPage() {
  const { t } = useTexts();
  return (
    <div className="flex h-full items-center justify-center">
      <h1 className="sr-only">{t('app.name')}</h1>
      <EmptyState
        icon={<KeyRound />}
        title={t('line.refusedTitle')}
        actions={<Button onClick={() => location.reload()}>{t('common.tryAgain')}</Button>}
      >
        {t('line.refusedHelp')}
      </EmptyState>
    </div>
  );
}

export function LostNotice() {
  const { t } = useTexts();
  const bridge = useBridge();
  return (
    <div role="alert" className="px-4 pt-3">
      <Notice
        tone="warning"
        title={t('line.lostTitle')}
        action={
          bridge.kind === 'electron' ? (
            <Button size="small" onClick={() => void bridge.desktop('restartVoice', {}).then(valueOrToast)}>
              {t('line.restart')}
            </Button>
          ) : (
            <Button size="small" onClick={() => location.reload()}>
              {t('line.reload')}
            </Button>
          )
        }
      >
        {t('line.lostHelp')}
      </Notice>
    </div>
  );
}
