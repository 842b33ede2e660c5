/** Asks before a model is deleted: it may have taken long to download. */
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

export interface DeleteDialogProps {
  readonly name: string;
  readonly size: string;
  readonly onClose: () => void;
  readonly onDelete: () => void;
}

export function DeleteDialog({ name, size, onClose, onDelete }: DeleteDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog
      isOpen
      title={t('models.deleteTitle', { name })}
      closeLabel={t('common.close')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="danger" onClick={onDelete}>
            {t('models.deleteNow')}
          </Button>
        </>
      }
    >
      {t('models.deleteText', { size })}
    </Dialog>
  );
}
