/** What Parley is doing, in a word and a shape, on every page. */
import { CircleDashed, MicOff, TriangleAlert } from 'lucide-react';
import type { TalkPhase } from '../../../electron/contract/desk-views.ts';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { classNames } from '../ui/class-names.ts';

const inks: Readonly<Record<TalkPhase, string>> = {
  starting: 'text-faint',
  ready: 'text-muted',
  asleep: 'text-muted',
  listening: 'text-accent-text',
  thinking: 'text-thinking',
  speaking: 'text-speaking',
  muted: 'text-danger',
  fault: 'text-danger',
};

export function PhasePill() {
  const { t } = useTexts();
  const phase = useDesk((state) => state.talk.phase);
  return (
    <p
      title={t(`phase.${phase}`)}
      className={classNames('flex min-h-9 items-center gap-2.5 px-2.5 py-1 text-sm', inks[phase])}
    >
      <PhaseShape phase={phase} />
      <span className="@max-4xl:sr-only">{t(`phase.${phase}`)}</span>
    </p>
  );
}

function PhaseShape({ phase }: { readonly phase: TalkPhase }) {
  if (phase === 'muted') return <MicOff aria-hidden className="size-[1.125rem] shrink-0" />;
  if (phase === 'fault') return <TriangleAlert aria-hidden className="size-[1.125rem] shrink-0" />;
  if (phase === 'starting' || phase === 'asleep')
    return <CircleDashed aria-hidden className="size-[1.125rem] shrink-0" />;
  const isBusy = phase !== 'ready';
  return (
    <span aria-hidden className="flex size-[1.125rem] shrink-0 items-center justify-center">
      <span
        className={classNames(
          'rounded-full border-2 border-current',
          isBusy ? 'animate-breathe size-3.5 bg-current' : 'size-3',
        )}
      />
    </span>
  );
}
