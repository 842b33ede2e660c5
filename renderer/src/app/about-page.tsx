/** Which Parley this is, where its data lies, and its licence in two sentences. */
import { useBridge } from '../bridge/use-bridge.ts';
import { valueOrToast } from '../bridge/use-call.ts';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Button } from '../ui/button.tsx';
import { Page, Section } from '../ui/section.tsx';

export function AboutPage() {
  const { t } = useTexts();
  const bridge = useBridge();
  const about = useDesk((state) => state.about);
  return (
    <Page title={t('app.name')} text={t('about.version', { version: about.version })}>
      <Section title={t('page.about')}>
        <p>{t('about.private')}</p>
        <p>{t(`about.host.${about.host}`)}</p>
      </Section>
      <Section title={t('about.dataFolder')}>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <code className="font-mono text-sm break-all">{about.dataFolder}</code>
          {bridge.kind === 'electron' && (
            <Button onClick={() => void bridge.desktop('showDataFolder', {}).then(valueOrToast)}>
              {t('about.showFolder')}
            </Button>
          )}
        </div>
      </Section>
      <Section title={t('about.licence')}>
        <p>{t('about.licenceText')}</p>
      </Section>
    </Page>
  );
}
