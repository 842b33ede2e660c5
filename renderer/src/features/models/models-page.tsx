/** What Parley hears, thinks and speaks with: installed models first, then those that can be had. */
import { useAnswer, NO_PARAMS } from '../../bridge/use-answer.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/section.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { MachineCheck } from './machine-check.tsx';
import { ModelCard } from './model-card.tsx';

export function ModelsPage() {
  const { t, fault: say } = useTexts();
  const version = useDesk((state) => state.modelsVersion);
  const network = useDesk((state) => state.settings.network);
  const answer = useAnswer('listModels', NO_PARAMS, version);
  const models = answer?.ok ? answer.value.models : [];
  const here = models.filter(({ state }) => state !== 'absent');
  const absent = models.filter(({ state }) => state === 'absent');
  return (
    <Page title={t('page.models')} text={t('models.text')}>
      {answer === null && (
        <p className="flex items-center gap-2 text-muted">
          <Spinner />
          {t('models.loading')}
        </p>
      )}
      {answer && !answer.ok && (
        <Notice tone="danger" title={say(answer.fault).what}>
          {say(answer.fault).help}
        </Notice>
      )}
      {here.length > 0 && (
        <Section title={t('models.installed')}>
          {here.map((model) => (
            <ModelCard key={model.name} model={model} />
          ))}
        </Section>
      )}
      <MachineCheck />
      {answer?.ok && (
        <Section title={t('models.available')} text={network === 'off' ? t('models.offline') : undefined}>
          {absent.length === 0 ? (
            <p className="text-muted">{t('models.noneAvailable')}</p>
          ) : (
            absent.map((model) => <ModelCard key={model.name} model={model} />)
          )}
        </Section>
      )}
    </Page>
  );
}
