/** Who answers what the skills cannot: nobody, a server with an address, or a file. Saved only as a whole. */
import { useState } from 'react';
import type { Settings } from '../../../../electron/contract/settings.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useSave } from '../../store/use-save.ts';
import type { SettingEntry } from '../../store/use-save.ts';
import { answerTrial, beginTrial, noTrial, outcomeFor } from './model-trial.ts';

type Kind = Settings['llm']['kind'];
const kinds = ['none', 'openai-compatible', 'gguf'] as const;

interface Draft {
  readonly kind: Kind;
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey: string;
  readonly path: string;
}

function draftOf(llm: Settings['llm']): Draft {
  const empty = { kind: llm.kind, baseUrl: '', model: '', apiKey: '', path: '' };
  if (llm.kind === 'openai-compatible') {
    return { ...empty, baseUrl: llm.baseUrl, model: llm.model, apiKey: llm.apiKey };
  }
  return llm.kind === 'gguf' ? { ...empty, path: llm.path } : empty;
}

function entriesOf(draft: Draft): SettingEntry[] {
  if (draft.kind === 'none') return [['llm.kind', 'none']];
  if (draft.kind === 'gguf') {
    return [
      ['llm.kind', 'gguf'],
      ['llm.path', draft.path.trim()],
    ];
  }
  return [
    ['llm.kind', 'openai-compatible'],
    ['llm.baseUrl', draft.baseUrl.trim()],
    ['llm.model', draft.model.trim()],
    ['llm.apiKey', draft.apiKey],
  ];
}

export function LanguageModelSettings() {
  const llm = useDesk((state) => state.settings.llm);
  // saved elsewhere, it is drawn anew
  return <LanguageModelForm key={JSON.stringify(llm)} llm={llm} />;
}

function LanguageModelForm({ llm }: { readonly llm: Settings['llm'] }) {
  const bridge = useBridge();
  const { t, fault: say } = useTexts();
  const saving = useSave();
  const network = useDesk((state) => state.settings.network);
  const [draft, setDraft] = useState(() => draftOf(llm));
  const [tried, setTried] = useState(noTrial);
  const trial = outcomeFor(tried, JSON.stringify(entriesOf(draft)));
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const isChanged = JSON.stringify(entriesOf(draft)) !== JSON.stringify(entriesOf(draftOf(llm)));
  const isComplete =
    draft.kind === 'none' ||
    (draft.kind === 'gguf'
      ? draft.path.trim() !== ''
      : draft.baseUrl.trim() !== '' && draft.model.trim() !== '');
  const refused = ['llm.kind', 'llm.baseUrl', 'llm.model', 'llm.path'].map(saving.errorAt).find(Boolean);

  async function test(): Promise<void> {
    const of = JSON.stringify(entriesOf(draft));
    setTried(beginTrial(of));
    const { baseUrl, model, apiKey } = draft;
    const tested = await bridge.call('testLanguageModel', {
      baseUrl: baseUrl.trim(),
      model: model.trim(),
      apiKey,
    });
    setTried((now) => answerTrial(now, of, tested));
  }
  async function pick(): Promise<void> {
    const picked = await bridge.desktop('pickFile', { purpose: 'gguf' });
    if (picked.ok && picked.value.path) change({ path: picked.value.path });
  }
  return (
    <Section title={t('settings.llm')} text={t('settings.llm.text')}>
      <SegmentedControl
        label={t('settings.llm.kind')}
        value={draft.kind}
        options={kinds.map((value) => ({ value, label: t(`settings.llm.${value}`) }))}
        onValue={(kind) => change({ kind })}
        className="m-3.5 self-start"
      />
      {draft.kind === 'openai-compatible' && (
        <div className="flex flex-col gap-4">
          <Field
            label={t('settings.llm.address')}
            hint={network === 'off' ? t('settings.llm.addressOffline') : t('settings.llm.addressHint')}
          >
            {(field) => (
              <TextInput
                {...field}
                inputMode="url"
                placeholder="http://127.0.0.1:8080/v1"
                value={draft.baseUrl}
                onValue={(baseUrl) => change({ baseUrl })}
              />
            )}
          </Field>
          <Field label={t('settings.llm.model')}>
            {(field) => (
              <TextInput
                {...field}
                list="llm-models"
                value={draft.model}
                onValue={(model) => change({ model })}
              />
            )}
          </Field>
          {trial.state === 'worked' && (
            <datalist id="llm-models">
              {trial.models.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          )}
          <Field label={t('settings.llm.key')} hint={t('settings.llm.keyHint')}>
            {(field) => (
              <TextInput
                {...field}
                type="password"
                value={draft.apiKey}
                onValue={(apiKey) => change({ apiKey })}
              />
            )}
          </Field>
        </div>
      )}
      {draft.kind === 'gguf' && (
        <Field label={t('settings.llm.path')} hint={t('settings.llm.pathHint')}>
          {(field) => (
            <span className="flex gap-2">
              <TextInput {...field} value={draft.path} onValue={(path) => change({ path })} />
              {bridge.kind === 'electron' && (
                <Button onClick={() => void pick()}>{t('settings.llm.choose')}</Button>
              )}
            </span>
          )}
        </Field>
      )}
      {(isChanged || draft.kind === 'openai-compatible') && (
        <div className="flex flex-wrap justify-end gap-2">
          {draft.kind === 'openai-compatible' && (
            <Button disabled={!isComplete} isBusy={trial.state === 'running'} onClick={() => void test()}>
              {t('settings.llm.test')}
            </Button>
          )}
          <Button
            kind="primary"
            disabled={!isChanged || !isComplete}
            onClick={() => void saving.save(...entriesOf(draft))}
          >
            {t('settings.save')}
          </Button>
        </div>
      )}
      {refused && <Notice tone="danger" title={refused} />}
      {trial.state === 'worked' && (
        <Notice tone="good" title={t('settings.llm.works', { ms: Math.round(trial.firstTokenMs) })} />
      )}
      {trial.state === 'failed' && (
        <Notice tone="danger" title={say(trial.fault).what}>
          {say(trial.fault).help}
        </Notice>
      )}
    </Section>
  );
}
