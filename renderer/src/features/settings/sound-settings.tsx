/** Microphone and speaker: which one, how loud it is now, and a sentence to try. */
import { useState } from 'react';
import type { Fault } from '../../../../electron/contract/errors.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { useDesk } from '../../store/desk-store.ts';
import { deviceOptions } from '../../store/device-options.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { ChoiceRow, SwitchRow } from './setting-rows.tsx';
import { NO_PARAMS, useAnswer } from '../../bridge/use-answer.ts';
import { useTick } from '../../bridge/use-tick.ts';
import { useLevel } from '../../bridge/use-level.ts';
import { useSave } from '../../store/use-save.ts';

/** Where the system does not tell that a device was plugged in, one looks at the list meanwhile. */
const LOOK_AGAIN_MS = 10_000;

export function SoundSettings() {
  const bridge = useBridge();
  const { t, fault: say } = useTexts();
  const settings = useDesk((state) => state.settings);
  const sound = useDesk((state) => state.sound);
  const isMuted = useDesk((state) => state.talk.muted);
  const devicesVersion = useDesk((state) => state.devicesVersion);
  const devices = useAnswer('listDevices', NO_PARAMS, devicesVersion + useTick(LOOK_AGAIN_MS));
  const saving = useSave();
  const level = useLevel();
  const [testFault, setTestFault] = useState<Fault | null>(null);
  const lists = devices?.ok ? devices.value : { microphones: null, speakers: null, faults: [] };
  const deviceNames = { system: t('settings.device.system'), missing: t('settings.device.missing') };

  async function attach(): Promise<void> {
    const attached = await bridge.ownSound?.attach();
    setTestFault(attached && !attached.ok ? attached.fault : null);
  }
  async function testSpeaker(): Promise<void> {
    const tested = await bridge.call('testSpeaker', {});
    setTestFault(tested.ok ? null : tested.fault);
  }
  return (
    <Section title={t('settings.sound')} text={t('settings.sound.text')}>
      {bridge.ownSound && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <div className="min-w-0 flex-1 basis-56">
            {sound === 'browser' ? t('settings.sound.isBrowser') : t('settings.sound.isHost')}
          </div>
          {sound === 'browser' ? (
            <Button onClick={() => void bridge.ownSound?.detach()}>{t('settings.sound.useHost')}</Button>
          ) : (
            <Button onClick={() => void attach()}>{t('settings.sound.useBrowser')}</Button>
          )}
        </div>
      )}
      <ChoiceRow
        path="microphone"
        label={t('settings.microphone')}
        saving={saving}
        value={settings.microphone}
        options={deviceOptions(lists.microphones, settings.microphone, deviceNames)}
      />
      <div className="flex flex-col gap-2">
        <Meter label={t('settings.microphone.level')} subscribe={level} />
        <p className="text-sm text-muted">
          {isMuted ? t('settings.microphone.muted') : t('settings.microphone.levelHint')}
        </p>
      </div>
      <ChoiceRow
        path="speaker"
        label={t('settings.speaker')}
        saving={saving}
        value={settings.speaker}
        options={deviceOptions(lists.speakers, settings.speaker, deviceNames)}
      />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span className="text-sm text-muted">{t('settings.speaker.testHint')}</span>
        <Button onClick={() => void testSpeaker()}>{t('settings.speaker.test')}</Button>
      </div>
      {[...lists.faults, ...(testFault ? [testFault] : [])].map((fault) => (
        <Notice key={fault.code} tone="warning" title={say(fault).what}>
          {say(fault).help}
        </Notice>
      ))}
      <SwitchRow
        path="echoCancelling"
        label={t('settings.echo')}
        hint={t('settings.echo.hint')}
        saving={saving}
        isOn={settings.echoCancelling}
      />
    </Section>
  );
}
