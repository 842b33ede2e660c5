/** The page one is on most: the conversation above, talking below. */
import { useTexts } from '../texts/use-texts.ts';

export function TalkPage() {
  const { t } = useTexts();
  return <h1 className="sr-only">{t('page.talk')}</h1>;
}
