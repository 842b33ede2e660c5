/** One model: what it is for, what it weighs, whether it is there, and what can be done with it. */
import { useState } from 'react';
import type { DownloadView, ModelView } from '../../../../electron/contract/desk-views.ts';
import type { Fault, Result } from '../../../../electron/contract/errors.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { valueOrToast } from '../../bridge/use-call.ts';
import { useDesk } from '../../store/desk-store.ts';
import { modelNotesText } from '../../texts/model-notes.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { bytesText } from './bytes-text.ts';
import { DownloadProgress } from './download-progress.tsx';
import { LicenceDialog } from './licence-dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { sourceAddress } from './source-address.ts';

const MANY_LANGUAGES = 6;

function languagesText(languages: readonly string[], page: string, many: (count: number) => string): string {
  if (languages.length > MANY_LANGUAGES) return many(languages.length);
  const names = new Intl.DisplayNames([page], { type: 'language' });
  return languages.map((tag) => names.of(tag) ?? tag).join(', ');
}

function isUnderWay(download: DownloadView | null): boolean {
  return download !== null && download.state !== 'done';
}

export function ModelCard({ model }: { readonly model: ModelView }) {
  const bridge = useBridge();
  const { t, plural, language, fault: say } = useTexts();
  const followed = useDesk((state) => state.downloads[model.name]);
  const download = followed === undefined ? model.download : followed;
  const [dialog, setDialog] = useState<'none' | 'licence' | 'install' | 'delete'>('none');
  const [fault, setFault] = useState<Fault | null>(null);
  const { name } = model;
  const notes = modelNotesText(language, model);

  function ask(asked: Promise<Result<unknown>>): void {
    setDialog('none');
    void asked.then((result) => setFault(result.ok ? null : result.fault));
  }
  const install = () => ask(bridge.call('downloadModel', { name, acceptLicence: true }));
  const address = sourceAddress(model.source);

  /** Only pages that Parley knows are opened; the address of any other can be pasted by who trusts it. */
  async function openSource(url: string): Promise<void> {
    const opened = valueOrToast(await bridge.desktop('openLink', { url }));
    if (!opened || opened.value.opened) return;
    const copied = valueOrToast(await bridge.desktop('copyText', { text: url }));
    if (copied) showToast({ title: t('models.addressCopied') });
  }
  const facts = [
    t(`models.kind.${model.kind}`),
    languagesText(model.languages, language, (count) => plural('models.languages', count)),
    bytesText(model.sizeBytes, language),
    model.licence,
  ].filter((fact) => fact !== '');
  const state = model.state === 'installed' && model.inUse ? 'inUse' : model.state;

  return (
    <article aria-label={name} className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-40 flex-1 basis-64">
          <h3 className="font-medium">{name}</h3>
          <p className="text-sm text-muted">{facts.join(' · ')}</p>
        </div>
        <span
          className={
            model.state === 'damaged'
              ? 'text-sm text-danger'
              : state === 'inUse'
                ? 'text-sm text-accent-text'
                : 'text-sm text-muted'
          }
        >
          {t(`models.state.${state}`)}
        </span>
      </div>
      {notes && <p className="text-sm text-muted">{notes}</p>}
      {model.source && <p className="text-sm text-muted">{t('models.source', { source: model.source })}</p>}
      {isUnderWay(download) && download && (
        <DownloadProgress
          name={name}
          download={download}
          onPause={() => ask(bridge.call('pauseDownload', { name }))}
          onResume={install}
          onCancel={() => ask(bridge.call('cancelDownload', { name }))}
        />
      )}
      {fault && (
        <Notice tone="danger" title={say(fault).what}>
          {say(fault).help}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => setDialog('licence')}>
          {t('models.licence', { name })}
        </Button>
        {address !== null && (
          <Button size="small" onClick={() => void openSource(address)}>
            {t('models.openSource', { name })}
          </Button>
        )}
        {model.state !== 'installed' && !model.bundled && !isUnderWay(download) && (
          <Button size="small" kind="primary" onClick={() => setDialog('install')}>
            {t('models.install', { name })}
          </Button>
        )}
        {!model.bundled && model.state !== 'absent' && !model.inUse && (
          <Button size="small" onClick={() => setDialog('delete')}>
            {t('models.delete', { name })}
          </Button>
        )}
      </div>
      {(dialog === 'licence' || dialog === 'install') && (
        <LicenceDialog
          model={model}
          onClose={() => setDialog('none')}
          onAccept={dialog === 'install' ? install : null}
        />
      )}
      {dialog === 'delete' && (
        <DeleteDialog
          name={name}
          size={bytesText(model.sizeBytes, language)}
          onClose={() => setDialog('none')}
          onDelete={() => ask(bridge.call('deleteModel', { name }))}
        />
      )}
    </article>
  );
}
