/** The user's words as another recogniser hears them, below what was heard first. */
import type { TurnView } from '../../../../electron/contract/desk-views.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Spinner } from '../../ui/spinner.tsx';
import type { Retranscript } from './turn-open-state.ts';

interface RetranscriptViewProps {
  readonly turn: TurnView;
  readonly retranscript: Retranscript;
}

export function RetranscriptView({ turn, retranscript }: RetranscriptViewProps) {
  const { t, fault: faultText } = useTexts();
  const model = t(`model.${retranscript.recognizer}`);
  return (
    <div role="status" className="ml-auto max-w-[85%] text-right text-sm text-muted">
      {retranscript.state === 'running' && (
        <p className="flex items-center justify-end gap-2">
          <Spinner />
          {t('turn.retranscribing', { model })}
        </p>
      )}
      {retranscript.state === 'failed' && (
        <p className="text-danger">
          {faultText(retranscript.fault).what} {faultText(retranscript.fault).help}
        </p>
      )}
      {retranscript.state === 'done' && (
        <>
          <p>{t('turn.retranscribed', { model, ms: Math.round(retranscript.result.processing_ms) })}</p>
          <p className="mt-0.5 text-base text-text">
            {retranscript.result.text.trim() === turn.userText.trim()
              ? t('turn.retranscribedSame')
              : retranscript.result.text}
          </p>
        </>
      )}
    </div>
  );
}
