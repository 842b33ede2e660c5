/** The menu of one turn. */
import { Copy, Ellipsis, FileDown, Languages, Play, RotateCcw, Trash2 } from 'lucide-react';
import type { TurnView } from '../../../../electron/contract/desk-views.ts';
import { settingsSchema } from '../../../../electron/contract/settings.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { MenuEntry } from '../../ui/menu.tsx';
import { askToDelete } from './turn-open-state.ts';
import { useTurnActions } from './use-turn-actions.ts';

const recognizers = settingsSchema.shape.recognizer.unwrap().options;

export function TurnMenu({ turn }: { readonly turn: TurnView }) {
  const { t } = useTexts();
  const actions = useTurnActions(turn);
  const isSilent = !turn.hasSound;
  const hasReply = turn.replyText !== '';
  const silence = isSilent ? t('turn.noSound') : undefined;

  const items: readonly MenuEntry[] = [
    {
      id: 'copyWords',
      label: t('turn.copyWords'),
      icon: <Copy />,
      onSelect: () => void actions.copy(turn.userText),
    },
    {
      id: 'copyReply',
      label: t('turn.copyReply'),
      icon: <Copy />,
      isDisabled: !hasReply,
      onSelect: () => void actions.copy(turn.replyText),
    },
    'line',
    {
      id: 'replayWords',
      label: t('turn.replayWords'),
      icon: <Play />,
      isDisabled: isSilent,
      note: silence,
      onSelect: () => void actions.replay('words'),
    },
    {
      id: 'replayReply',
      label: t('turn.replayReply'),
      icon: <RotateCcw />,
      isDisabled: !hasReply,
      onSelect: () => void actions.replay('reply'),
    },
    {
      id: 'retranscribe',
      label: t('turn.retranscribe'),
      icon: <Languages />,
      isDisabled: isSilent,
      items: recognizers.map((name) => ({
        id: name,
        label: t(`model.${name}`),
        onSelect: () => void actions.retranscribe(name),
      })),
    },
    'line',
    {
      id: 'exportWords',
      label: t('turn.exportWords'),
      icon: <FileDown />,
      isDisabled: isSilent,
      onSelect: () => void actions.exportSound('words'),
    },
    {
      id: 'exportReply',
      label: t('turn.exportReply'),
      icon: <FileDown />,
      isDisabled: !hasReply,
      onSelect: () => void actions.exportSound('reply'),
    },
    'line',
    {
      id: 'delete',
      label: t('turn.delete'),
      icon: <Trash2 />,
      isDanger: true,
      onSelect: () => askToDelete(turn),
    },
  ];

  return (
    <Menu
      items={items}
      trigger={
        <IconButton size="small" label={t('turn.menu')}>
          <Ellipsis />
        </IconButton>
      }
    />
  );
}
