/** When the microphone's sound is taken for talk to Parley; saved at once. */
import { Ear, Hand, Infinity as Loop } from 'lucide-react';
import { useCall } from '../../bridge/use-call.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SegmentedControl } from '../../ui/segmented-control.tsx';

export function ModeSwitch() {
  const { t } = useTexts();
  const call = useCall();
  const mode = useDesk((state) => state.settings.talk.mode);
  return (
    <SegmentedControl
      label={t('talk.mode')}
      value={mode}
      options={[
        { value: 'hold', label: t('talk.mode.hold'), icon: <Hand aria-hidden /> },
        { value: 'handsFree', label: t('talk.mode.handsFree'), icon: <Loop aria-hidden /> },
        { value: 'wake', label: t('talk.mode.wake'), icon: <Ear aria-hidden /> },
      ]}
      onValue={(next) => void call('updateSettings', { entries: [['talk.mode', next]] })}
    />
  );
}
