/** The question before something is destroyed. Cancel has the focus. */
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

export function ConfirmDialog({ isOpen, title, text, confirm, onCancel, onConfirm }: ConfirmDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog
      isOpen={isOpen}
      title={title}
      closeLabel={t('common.close')}
      onClose={onCancel}
      actions={
        <>
          <Button data-focus-first onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button kind="danger" onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {text}
    </Dialog>
  );
}
