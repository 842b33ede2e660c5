/**
 * The question before a turn is deleted. Stands beside the rows, which go when they are scrolled away; gone with the turn
 * when that is deleted elsewhere.
 */
import { useEffect } from 'react';
import { useCall } from '../../bridge/use-call.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { findTurn } from './timeline.ts';
import { askToDelete, useTurnOpenState } from './turn-open-state.ts';

export function DeleteQuestion() {
  const { t } = useTexts();
  const call = useCall();
  const doomed = useTurnOpenState((state) => state.doomed);
  const turn = useDesk(({ turns }) => (doomed ? findTurn(turns, doomed) : null));
  useEffect(() => () => askToDelete(null), []);
  return (
    <ConfirmDialog
      isOpen={turn !== null}
      title={t('turn.deleteTitle')}
      text={t('turn.deleteText')}
      confirm={t('turn.delete')}
      onCancel={() => askToDelete(null)}
      onConfirm={() => {
        askToDelete(null);
        if (turn) void call('deleteTurn', { id: turn.id });
      }}
    />
  );
}
