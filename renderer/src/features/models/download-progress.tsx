/** A download: how far it is, and what can be done about it. */
import type { DownloadView } from '../../../../electron/contract/desk-views.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { bytesText } from './bytes-text.ts';

export interface DownloadProgressProps {
  readonly name: string;
  readonly download: DownloadView;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onCancel: () => void;
}

export function DownloadProgress({ name, download, onPause, onResume, onCancel }: DownloadProgressProps) {
  const { t, language, fault: say } = useTexts();
  const { state, receivedBytes, totalBytes, fault } = download;
  const amount = t('models.received', {
    received: bytesText(receivedBytes, language),
    total: bytesText(totalBytes, language),
  });
  return (
    <div className="flex flex-col gap-2">
      <ProgressBar
        label={t('models.downloading', { name })}
        value={receivedBytes}
        max={totalBytes}
        valueText={amount}
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-sm text-muted tabular-nums">
          {t(`models.download.${state}`)} {amount}
        </span>
        <span className="flex gap-2">
          {/* one button, so that who has pressed it still has it */}
          {(state === 'running' || state === 'paused' || state === 'failed') && (
            <Button size="small" onClick={state === 'running' ? onPause : onResume}>
              {t(state === 'running' ? 'models.pause' : 'models.resume')}
            </Button>
          )}
          <Button size="small" kind="quiet" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        </span>
      </div>
      {fault && (
        <Notice tone="warning" title={say(fault).what}>
          {say(fault).help}
        </Notice>
      )}
    </div>
  );
}
