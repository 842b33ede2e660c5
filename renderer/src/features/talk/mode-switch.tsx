/** When the microphone's sound is taken for talk to Parley; saved at once. */
import { useCall } from '../../bridge/use-call.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useChoice } from '../../store/use-draft.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SegmentedControl } from '../../ui/segmented-control.tsx';

export function ModeSwitch() {
  const { t } = useTexts();
  const call = useCall();
  const saved = useDesk((state) => state.settings.talk.mode);
  const [mode, choose] = useChoice(saved, (next) =>
    call('updateSettings', { entries: [['talk.mode', next]] }),
  );
  return (
    <SegmentedControl
      label={t('talk.mode')}
      value={mode}
      options={[
        { value: 'hold', label: t('talk.mode.hold') },
        { value: 'handsFree', label: t('talk.mode.handsFree') },
        { value: 'wake', label: t('talk.mode.wake') },
      ]}
      onValue={choose}
    />
  );
}
