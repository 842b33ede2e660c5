/** Where the time of a turn went: the newest, or one before it. How it is drawn is given from above. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { ComponentType } from 'react';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Section } from '../../ui/section.tsx';
import { clockText } from './clock-text.ts';

export type TimingsView = ComponentType<{ readonly timings: Readonly<Record<string, number>> }>;

export function TurnWaterfall({ timingsView: Timings }: { readonly timingsView: TimingsView }) {
  const { t, language } = useTexts();
  const all = useDesk((state) => state.turns);
  const turns = all.filter(({ timings }) => Object.keys(timings).length > 0);
  // null follows the newest
  const [chosen, setChosen] = useState<number | null>(null);
  const found = turns.findIndex(({ id }) => id === chosen);
  const place = found < 0 ? turns.length - 1 : found;
  const turn = turns[place];
  const choose = (to: number) => setChosen(to >= turns.length - 1 ? null : (turns[to]?.id ?? null));
  return (
    <Section
      title={t('monitor.turn')}
      text={turn && t('monitor.turn.at', { time: clockText(turn.startedAt, language) })}
      actions={
        turn && (
          <div className="flex gap-1">
            <IconButton
              label={t('monitor.turn.older')}
              disabled={place <= 0}
              onClick={() => choose(place - 1)}
            >
              <ChevronLeft />
            </IconButton>
            <IconButton
              label={t('monitor.turn.newer')}
              disabled={place >= turns.length - 1}
              onClick={() => choose(place + 1)}
            >
              <ChevronRight />
            </IconButton>
          </div>
        )
      }
    >
      {turn ? (
        <div className="text-sm">
          <Timings timings={turn.timings} />
        </div>
      ) : (
        <p className="text-muted">{t('monitor.turn.none')}</p>
      )}
    </Section>
  );
}
