/** The licence of a model; before a download it has to be accepted. */
import { useMemo } from 'react';
import type { ModelView } from '../../../../electron/contract/desk-views.ts';
import { useAnswer } from '../../bridge/use-answer.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Spinner } from '../../ui/spinner.tsx';

export interface LicenceDialogProps {
  readonly model: ModelView;
  readonly onClose: () => void;
  /** Null: it is only read. */
  readonly onAccept: (() => void) | null;
}

export function LicenceDialog({ model, onClose, onAccept }: LicenceDialogProps) {
  const { t, fault: say } = useTexts();
  const question = useMemo(() => ({ name: model.name }), [model.name]);
  const licence = useAnswer('getModelLicence', question, 0);
  return (
    <Dialog
      isOpen
      size="large"
      title={t('models.licenceOf', { name: model.name, licence: model.licence })}
      closeLabel={t('common.close')}
      onClose={onClose}
      actions={
        onAccept && (
          <>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button kind="primary" disabled={!licence?.ok} onClick={onAccept}>
              {t('models.accept')}
            </Button>
          </>
        )
      }
    >
      {licence === null ? (
        <p className="flex items-center gap-2">
          <Spinner />
          {t('models.licenceLoading')}
        </p>
      ) : licence.ok ? (
        <pre className="text-sm whitespace-pre-wrap select-text">{licence.value.text}</pre>
      ) : (
        <Notice tone="danger" title={say(licence.fault).what}>
          {say(licence.fault).help}
        </Notice>
      )}
    </Dialog>
  );
}
