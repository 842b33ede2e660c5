/** What a search found, newest first, with the words searched for marked; a click goes to the turn. */
import { SearchX } from 'lucide-react';
import type { FoundTurnView } from '../../../../electron/contract/desk-views.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { momentFormats } from './calendar-texts.ts';
import { snippetPieces } from './highlight.ts';
import { turnKey } from './timeline.ts';
import type { SearchState } from './use-search.ts';

interface SearchResultsProps {
  /** As it stands in the field. */
  readonly wanted: string;
  readonly search: SearchState;
  readonly onOpen: (found: FoundTurnView) => void;
}

export function SearchResults({ wanted, search, onOpen }: SearchResultsProps) {
  const { t, plural, fault: faultText } = useTexts();
  const { found, fault } = search;
  const isSearching = search.text !== wanted.trim();
  return (
    <div className="@container h-full overflow-y-auto px-6 py-4">
      <div className="mx-auto flex w-full max-w-[46rem] flex-col gap-3">
        <p role="status" className="text-sm text-muted">
          {isSearching ? t('history.searching') : plural('history.searchFound', found.length)}
        </p>
        {fault && (
          <Notice tone="danger" title={faultText(fault).what}>
            {faultText(fault).help}
          </Notice>
        )}
        {!isSearching && !fault && found.length === 0 && (
          <EmptyState icon={<SearchX />} title={t('history.searchNone')}>
            {t('history.searchNoneHelp')}
          </EmptyState>
        )}
        <ol className="flex flex-col gap-1">
          {found.map((item) => (
            <li key={turnKey(item.turn)}>
              <FoundTurn found={item} onOpen={onOpen} />
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

interface FoundTurnProps {
  readonly found: FoundTurnView;
  readonly onOpen: (found: FoundTurnView) => void;
}

function FoundTurn({ found, onOpen }: FoundTurnProps) {
  const { t, language } = useTexts();
  return (
    <button
      type="button"
      title={t('history.searchOnHit')}
      onClick={() => onOpen(found)}
      className="w-full rounded-medium px-3 py-2 text-left hover:bg-hover"
    >
      <time className="block text-xs text-muted" dateTime={new Date(found.turn.startedAt).toISOString()}>
        {momentFormats[language].format(found.turn.startedAt)}
      </time>
      <span className="block text-base break-words">
        {snippetPieces(found.snippet, found.highlights).map(({ text, isHit }, index) =>
          isHit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
        )}
      </span>
    </button>
  );
}
