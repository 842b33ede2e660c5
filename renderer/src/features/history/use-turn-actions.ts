/** What can be done with one turn. Faults are shown as toasts, those of transcribing again beside the words. */
import { useMemo } from 'react';
import type { ExportedFile, TurnView } from '../../../../electron/contract/desk-views.ts';
import type { Bridge } from '../../bridge/bridge.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { valueOrToast } from '../../bridge/use-call.ts';
import { currentTexts } from '../../texts/use-texts.ts';
import type { TextKey } from '../../texts/translate.ts';
import { showToast } from '../../ui/toast-store.ts';
import { turnKey } from './timeline.ts';
import { beginRetranscript } from './turn-open-state.ts';
import type { Recognizer } from './turn-open-state.ts';

export async function saveExported(bridge: Bridge, file: ExportedFile, done: TextKey): Promise<void> {
  const { fileName, encoding, content } = file;
  const saved = valueOrToast(await bridge.desktop('saveFile', { fileName, encoding, content }));
  if (saved?.value.saved) showToast({ tone: 'good', title: currentTexts().t(done) });
}

export type TurnActions = ReturnType<typeof turnActionsOf>;

function turnActionsOf(bridge: Bridge, turn: TurnView) {
  const { id } = turn;
  return {
    async copy(text: string) {
      const copied = valueOrToast(await bridge.desktop('copyText', { text }));
      if (copied) showToast({ title: currentTexts().t('turn.copied') });
    },
    async replay(part: 'words' | 'reply') {
      valueOrToast(await bridge.call('replay', { id, part }));
    },
    async exportSound(part: 'words' | 'reply') {
      const file = valueOrToast(await bridge.call('exportSound', { id, part }));
      if (file) await saveExported(bridge, file.value, 'turn.soundSaved');
    },
    async retranscribe(recognizer: Recognizer) {
      const take = beginRetranscript(turnKey(turn), recognizer);
      take(await bridge.call('retranscribe', { id, recognizer }));
    },
  };
}

export function useTurnActions(turn: TurnView): TurnActions {
  const bridge = useBridge();
  return useMemo(() => turnActionsOf(bridge, turn), [bridge, turn]);
}
