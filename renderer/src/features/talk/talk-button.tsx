/** The big button: its shape, colour and label show the phase; hold it to talk, click it to begin and to end. */
import { AudioLines, Ear, Ellipsis, LoaderCircle, Mic, MicOff, TriangleAlert, Volume2 } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { TalkPhase } from '../../../../electron/contract/desk-views.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { classNames } from '../../ui/class-names.ts';
import { talkHint, talkShape, talkVerb } from './talk-look.ts';
import type { TalkShape } from './talk-look.ts';
import { usePressGesture } from './use-press-gesture.ts';

const icons: Readonly<Record<TalkShape, LucideIcon>> = {
  mic: Mic,
  ear: Ear,
  wave: AudioLines,
  dots: Ellipsis,
  speaker: Volume2,
  'mic-off': MicOff,
  spinner: LoaderCircle,
  warning: TriangleAlert,
};

/** Filled while it works for the user, outlined at rest; a double ring while it listens; dashed when it hears nothing. */
const looks: Readonly<Record<TalkPhase, string>> = {
  starting: 'border-edge border-dashed bg-surface text-muted',
  ready: 'border-accent bg-accent text-on-accent hover:bg-accent-hover',
  asleep: 'border-accent bg-surface text-accent-text hover:bg-accent-soft',
  listening: 'border-accent bg-accent text-on-accent ring-4 ring-accent/30 forced-colors:outline-4',
  thinking: 'border-thinking bg-thinking-soft text-thinking',
  speaking: 'border-speaking bg-speaking-soft text-speaking ring-4 ring-speaking/20',
  muted: 'border-danger border-dashed bg-surface text-danger',
  fault: 'border-danger bg-danger-soft text-danger',
};

export function TalkButton() {
  const { t } = useTexts();
  const talk = useDesk((state) => state.talk);
  const phrase = useDesk((state) => state.settings.wake.phrase);
  const gesture = usePressGesture();
  const shape = talkShape(talk.phase);
  const Icon = icons[shape];
  return (
    <div className="flex flex-col items-center gap-2.5 @max-2xl:flex-row @max-2xl:gap-3">
      <button
        type="button"
        aria-label={t(talkVerb(talk))}
        aria-describedby="talk-phase talk-hint"
        data-phase={talk.phase}
        className={classNames(
          'flex size-[min(4.75rem,14vh)] shrink-0 touch-none @max-2xl:size-14 items-center justify-center rounded-full border-2 select-none forced-colors:border-[ButtonText] forced-colors:bg-[ButtonFace] forced-colors:text-[ButtonText] forced-colors:forced-color-adjust-none',
          'transition-[background-color,box-shadow,transform] duration-(--time-calm) active:scale-95',
          looks[talk.phase],
        )}
        {...gesture}
      >
        <Icon
          aria-hidden
          strokeWidth={1.75}
          className={classNames('size-[42%]', shape === 'spinner' && 'animate-spin')}
        />
      </button>
      <div className="min-w-0 text-center leading-tight @max-2xl:text-left">
        <p id="talk-phase" className="text-base font-medium">
          {t(`phase.${talk.phase}`)}
        </p>
        <p id="talk-hint" className="text-sm text-muted">
          {t(talkHint(talk), { phrase })}
        </p>
      </div>
    </div>
  );
}
