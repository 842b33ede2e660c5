/** Which microphone, with its level beside it, so that one sees at once whether it is the right one. */
import { useState } from 'react';
import type { Fault } from '../../../../electron/contract/errors.ts';
import { NO_PARAMS, useAnswer } from '../../bridge/use-answer.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { useCall } from '../../bridge/use-call.ts';
import { useTick } from '../../bridge/use-tick.ts';
import { useLevel } from '../../bridge/use-level.ts';
import { useDesk } from '../../store/desk-store.ts';
import { deviceOptions } from '../../store/device-options.ts';
import { useChoice } from '../../store/use-draft.ts';
import { useSave } from '../../store/use-save.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Meter } from '../../ui/meter.tsx';
import { NativeSelect } from '../../ui/native-select.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Card } from '../../ui/section.tsx';

/** A device may be plugged in while one looks at the list. */
const LOOK_AGAIN_MS = 10_000;

export function PickMicrophone() {
  const bridge = useBridge();
  const call = useCall();
  const { t, fault: say } = useTexts();
  const chosen = useDesk((state) => state.settings.microphone);
  const sound = useDesk((state) => state.sound);
  const isMuted = useDesk((state) => state.talk.muted);
  const version = useDesk((state) => state.devicesVersion);
  const { save, errorAt } = useSave();
  const level = useLevel();
  const answer = useAnswer('listDevices', NO_PARAMS, version + useTick(LOOK_AGAIN_MS));
  const [fault, setFault] = useState<Fault | null>(null);
  const microphones = answer?.ok ? answer.value.microphones : null;
  const [shown, choose] = useChoice(chosen, (name) => save(['microphone', name]));

  async function attach(): Promise<void> {
    const attached = await bridge.ownSound?.attach();
    setFault(attached && !attached.ok ? attached.fault : null);
  }
  return (
    <Card>
      {bridge.ownSound && sound !== 'browser' && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <span>{t('welcome.browser')}</span>
          <Button onClick={() => void attach()}>{t('welcome.browser.use')}</Button>
        </div>
      )}
      <Field label={t('settings.microphone')} error={errorAt('microphone')}>
        {(field) => (
          <NativeSelect
            {...field}
            value={shown}
            options={deviceOptions(microphones, chosen, {
              system: t('settings.device.system'),
              missing: t('settings.device.missing'),
            })}
            onValue={choose}
          />
        )}
      </Field>
      <div className="flex flex-col gap-2">
        <Meter label={t('settings.microphone.level')} subscribe={level} />
        {isMuted ? (
          <Notice
            tone="warning"
            title={t('settings.microphone.muted')}
            action={
              <Button size="small" onClick={() => void call('setMuted', { muted: false })}>
                {t('talk.unmuteNow')}
              </Button>
            }
          />
        ) : (
          <p className="text-sm text-muted">{t('settings.microphone.levelHint')}</p>
        )}
      </div>
      {microphones?.length === 0 && sound !== 'browser' && (
        <Notice tone="warning" title={t('welcome.noMicrophone')}>
          {t('welcome.noMicrophoneHelp')}
        </Notice>
      )}
      {fault && (
        <Notice tone="danger" title={say(fault).what}>
          {say(fault).help}
        </Notice>
      )}
    </Card>
  );
}
