/** Start, data folder, where the engine runs, updates: what belongs to the machine. Most of it only in the app. */
import { useState } from 'react';
import type { Fault, Result } from '../../../../electron/contract/errors.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { ChoiceRow, SwitchRow } from './setting-rows.tsx';
import { useSave } from '../../store/use-save.ts';
import { useTextDraft } from '../../store/use-text-draft.ts';

function FeedRow() {
  const { t } = useTexts();
  const feed = useDesk((state) => state.settings.updates.feed);
  const saving = useSave();
  const error = saving.errorAt('updates.feed');
  const draft = useTextDraft(feed, (text) => saving.save(['updates.feed', text.trim()]), error !== null);
  return (
    <Field label={t('settings.feed')} hint={t('settings.feed.hint')} error={error}>
      {(field) => <TextInput {...field} {...draft} inputMode="url" />}
    </Field>
  );
}

function UpdateRow({ onFault }: { readonly onFault: (fault: Fault | null) => void }) {
  const bridge = useBridge();
  const { t } = useTexts();
  const update = useDesk((state) => state.desktop?.update ?? null);
  if (!update) return null;
  const ask = (asked: Promise<Result<unknown>>) =>
    void asked.then((result) => onFault(result.ok ? null : result.fault));
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <span>{t(`settings.update.${update.state}`, { version: update.version ?? '' })}</span>
      {update.state === 'ready' ? (
        <Button kind="primary" onClick={() => ask(bridge.desktop('installUpdate', {}))}>
          {t('settings.update.install')}
        </Button>
      ) : (
        <Button
          disabled={update.state === 'off'}
          isBusy={update.state === 'checking' || update.state === 'downloading'}
          onClick={() => ask(bridge.desktop('checkForUpdate', {}))}
        >
          {t('settings.update.check')}
        </Button>
      )}
    </div>
  );
}

export function SystemSettings() {
  const bridge = useBridge();
  const { t, fault: say } = useTexts();
  const settings = useDesk((state) => state.settings);
  const about = useDesk((state) => state.about);
  const desktop = useDesk((state) => state.desktop);
  const saving = useSave();
  const [fault, setFault] = useState<Fault | null>(null);
  const isApp = bridge.kind === 'electron';
  const ask = (asked: Promise<Result<unknown>>) =>
    void asked.then((result) => setFault(result.ok ? null : result.fault));
  return (
    <Section title={t('settings.system')}>
      {isApp && (
        <SwitchRow
          path="startup.atLogin"
          label={t('settings.atLogin')}
          hint={desktop?.loginItem === 'unsupported' ? t('settings.atLogin.unsupported') : undefined}
          saving={saving}
          isOn={settings.startup.atLogin}
        />
      )}
      {isApp && (
        <SwitchRow
          path="startup.hidden"
          label={t('settings.hidden')}
          hint={desktop?.tray === false ? t('settings.hidden.noTray') : t('settings.hidden.hint')}
          saving={saving}
          isOn={settings.startup.hidden}
        />
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-40 flex-1 basis-56">
          <div>{t('about.dataFolder')}</div>
          <div className="text-sm break-all text-muted select-text">{about.dataFolder}</div>
        </div>
        {isApp && (
          <span className="flex gap-2">
            <Button onClick={() => ask(bridge.desktop('showDataFolder', {}))}>{t('about.showFolder')}</Button>
            <Button onClick={() => ask(bridge.desktop('moveDataFolder', {}))}>
              {t('settings.folder.move')}
            </Button>
          </span>
        )}
      </div>
      {isApp && (
        <ChoiceRow
          path="host"
          label={t('settings.host')}
          hint={t(`about.host.${about.host}`)}
          saving={saving}
          value={settings.host}
          options={[
            { value: 'utility', label: t('settings.host.utility') },
            { value: 'main', label: t('settings.host.main') },
          ]}
        />
      )}
      {isApp && <FeedRow />}
      {isApp && <UpdateRow onFault={setFault} />}
      {fault && (
        <Notice tone="danger" title={say(fault).what}>
          {say(fault).help}
        </Notice>
      )}
    </Section>
  );
}
