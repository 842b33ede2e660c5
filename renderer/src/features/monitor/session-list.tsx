/** Every open conversation in a table: what it does, what waits in it, and a way to close it. */
import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { QueueView, SessionView } from '../../../../electron/contract/metrics.ts';
import { useCall } from '../../bridge/use-call.ts';
import { currentTexts, useTexts } from '../../texts/use-texts.ts';
import type { Texts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Section } from '../../ui/section.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { clockText } from './clock-text.ts';
import { FactList } from './fact-list.tsx';
import { FillBar } from './fill-bar.tsx';
import { msText } from './monitor-quantities.ts';
import { fillOf } from './pipeline-plan.ts';

const phases = [
  'idle',
  'listening',
  'endpointing',
  'thinking',
  'speaking',
  'interrupted',
  'dictating',
  'failed',
] as const;

/** A phase this window is too old to know keeps its own name. */
function phaseText({ t }: Texts, session: SessionView): string {
  if (session.paused) return t('monitor.session.paused');
  const known = phases.find((phase) => phase === session.phase);
  return known ? t(`monitor.phase.${known}`) : session.phase;
}

const fullest = (queues: readonly QueueView[]) => Math.max(0, ...queues.map(fillOf));

/** Only where there is room; narrow, the details say it. */
const WIDE = '@max-3xl:hidden';

export function SessionList({ sessions }: { readonly sessions: readonly SessionView[] }) {
  const { t } = useTexts();
  return (
    <Section title={t('monitor.sessions')}>
      {sessions.length === 0 ? (
        <p className="text-muted">{t('monitor.sessions.none')}</p>
      ) : (
        <div>
          <table className="w-full text-sm tabular-nums [&_td]:py-2 [&_td]:pr-4 [&_th]:pr-4 [&_th]:pb-1.5">
            <caption className="sr-only">{t('monitor.sessions')}</caption>
            <thead>
              <tr className="text-left text-muted">
                <Head>{t('monitor.session.name')}</Head>
                <Head>{t('monitor.session.phase')}</Head>
                <Head isNumber>{t('monitor.session.turns')}</Head>
                <Head isWide>{t('monitor.session.fill')}</Head>
                <Head isNumber>{t('monitor.session.droppedMs')}</Head>
                <Head isNumber>{t('monitor.session.errors')}</Head>
                <Head isWide>{t('monitor.session.active')}</Head>
                <th className="pr-0!">
                  <span className="sr-only">{t('monitor.session.actions')}</span>
                </th>
              </tr>
            </thead>
            {sessions.map((session) => (
              <SessionRow key={session.session_id} session={session} />
            ))}
          </table>
        </div>
      )}
    </Section>
  );
}

interface HeadProps {
  readonly isNumber?: boolean;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

function Head({ isNumber = false, isWide = isNumber, children }: HeadProps) {
  return (
    <th scope="col" className={classNames('font-normal', isNumber && 'text-right', isWide && WIDE)}>
      {children}
    </th>
  );
}

function SessionRow({ session }: { readonly session: SessionView }) {
  const texts = useTexts();
  const { t, language } = texts;
  const call = useCall();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { session_id: name, queues } = session;
  const number = (value: number) => value.toLocaleString(language);

  async function close(): Promise<void> {
    if (await call('closeSession', { session_id: name }))
      showToast({ tone: 'good', title: currentTexts().t('monitor.session.closed') });
  }
  return (
    <tbody className="border-t border-line align-middle" data-session={name}>
      <tr>
        <th scope="row" className="py-2 text-left font-normal">
          <span className="block font-medium">
            {t(session.local ? 'monitor.session.local' : 'monitor.session.someone')}
          </span>
          <span className="block font-mono text-xs break-all text-muted">{name}</span>
        </th>
        <td>{phaseText(texts, session)}</td>
        <td className={classNames('text-right', WIDE)}>{number(session.turns)}</td>
        <td className={WIDE}>
          <FillBar fill={fullest(queues)} className="w-24" />
        </td>
        <td className={classNames('text-right', WIDE, session.dropped_ms > 0 && 'text-thinking')}>
          {msText(session.dropped_ms, language)}
        </td>
        <td className={classNames('text-right', WIDE, session.errors > 0 && 'text-danger')}>
          {number(session.errors)}
        </td>
        <td className={WIDE}>{clockText(session.last_activity, language)}</td>
        <td className="pr-0!">
          <span className="flex items-center justify-end gap-1">
            <Button
              size="small"
              aria-label={t('monitor.session.close', { name })}
              onClick={() => void close()}
            >
              {t('common.close')}
            </Button>
            <IconButton
              size="small"
              label={t('monitor.session.details', { name })}
              aria-expanded={isOpen}
              aria-controls={id}
              onClick={() => setOpen(!isOpen)}
            >
              <ChevronDown className={classNames('transition-transform', isOpen && 'rotate-180')} />
            </IconButton>
          </span>
        </td>
      </tr>
      <tr id={id} hidden={!isOpen}>
        <td colSpan={8} className="pr-0! pb-4!">
          {isOpen && <SessionDetails session={session} />}
        </td>
      </tr>
    </tbody>
  );
}

function SessionDetails({ session }: { readonly session: SessionView }) {
  const { t, language } = useTexts();
  const number = (value: number) => value.toLocaleString(language);
  return (
    <div className="flex flex-col gap-4 rounded-medium bg-sunken p-4">
      <FactList
        facts={[
          [t('monitor.session.source'), session.source || t('monitor.none')],
          [t('monitor.session.sink'), session.sink || t('monitor.none')],
          [t('monitor.session.turns'), number(session.turns)],
          [t('monitor.session.frames'), number(session.frames)],
          [t('monitor.session.droppedMs'), msText(session.dropped_ms, language)],
          [t('monitor.session.errors'), number(session.errors)],
          [t('monitor.session.opened'), clockText(session.created_at, language)],
          [t('monitor.session.active'), clockText(session.last_activity, language)],
        ]}
      />
      {session.queues.length > 0 && <QueueList queues={session.queues} />}
    </div>
  );
}

function QueueList({ queues }: { readonly queues: readonly QueueView[] }) {
  const { t, plural } = useTexts();
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-sm text-muted">{t('monitor.session.queues')}</h3>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,14rem),1fr))] gap-x-6 gap-y-3">
        {queues.map((queue) => {
          const say = (count: number) => t(`monitor.queue.${queue.unit}`, { count: Math.round(count) });
          const notes = [
            t('monitor.queue', { depth: say(queue.depth), bound: say(queue.bound) }),
            t('monitor.session.peak', { peak: say(queue.peak) }),
            ...(queue.dropped > 0 ? [plural('monitor.dropped', queue.dropped)] : []),
            ...(queue.coalesced > 0 ? [t('monitor.session.coalesced', { count: queue.coalesced })] : []),
          ];
          return (
            <li key={queue.name} className="flex min-w-0 flex-col gap-1">
              <span className="break-words">{queue.name.replace('->', ' → ')}</span>
              <FillBar fill={fillOf(queue)} />
              <span className="text-sm text-muted">{notes.join(' · ')}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
