/** The page one is on most: the conversation above, talking below. */
import { HistoryView } from '../features/history/history-view.tsx';
import { TalkDock } from '../features/talk/talk-dock.tsx';
import { useTexts } from '../texts/use-texts.ts';

export function TalkPage() {
  const { t } = useTexts();
  return (
    <div className="flex h-full flex-col overflow-y-auto">
      <h1 className="sr-only">{t('page.talk')}</h1>
      <div className="min-h-36 flex-1">
        <HistoryView />
      </div>
      <TalkDock />
    </div>
  );
}
