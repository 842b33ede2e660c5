/** Every open conversation: what it does, what waits in it, and a way to close it. */
import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import type { QueueView, SessionView } from '../../../../electron/contract/metrics.ts';
import { useCall } from '../../bridge/use-call.ts';
import { currentTexts, useTexts } from '../../texts/use-texts.ts';
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

export function SessionList({ sessions }: { readonly sessions: readonly SessionView[] }) {
  const { t } = useTexts();
  return (
    <Section title={t('monitor.sessions')}>
      {sessions.length === 0 ? (
        <p className="text-muted">{t('monitor.sessions.none')}</p>
      ) : (
        sessions.map((session) => <SessionRow key={session.session_id} session={session} />)
      )}
    </Section>
  );
}

function SessionRow({ session }: { readonly session: SessionView }) {
  const { t, plural, language } = useTexts();
  const call = useCall();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { session_id: name } = session;

  async function close(): Promise<void> {
    if (await call('closeSession', { session_id: name }))
      showToast({ tone: 'good', title: currentTexts().t('monitor.session.closed') });
  }
  const signs = [
    session.phase,
    ...(session.local ? [t('monitor.session.local')] : []),
    ...(session.paused ? [t('monitor.session.paused')] : []),
    ...(session.errors > 0 ? [plural('monitor.errors', session.errors)] : []),
  ];
  const facts: readonly (readonly [string, string])[] = [
    [t('monitor.session.phase'), session.phase],
    [t('monitor.session.turns'), session.turns.toLocaleString(language)],
    [t('monitor.session.frames'), session.frames.toLocaleString(language)],
    [t('monitor.session.droppedMs'), msText(session.dropped_ms, language)],
    [t('monitor.session.errors'), session.errors.toLocaleString(language)],
    [t('monitor.session.opened'), clockText(session.created_at, language)],
    [t('monitor.session.active'), clockText(session.last_activity, language)],
  ];
  return (
    <article aria-label={name} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-52">
          <h3 className="font-medium break-words">{name}</h3>
          <p className="text-sm break-words text-muted">
            {t('monitor.session.route', { source: session.source, sink: session.sink })}
          </p>
          <p className="text-sm text-muted">{signs.join(' · ')}</p>
        </div>
        <Button size="small" aria-label={t('monitor.session.close', { name })} onClick={() => void close()}>
          {t('common.close')}
        </Button>
        <IconButton
          label={t('monitor.session.details', { name })}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronDown className={classNames('transition-transform', isOpen && 'rotate-180')} />
        </IconButton>
      </div>
      <div id={id} hidden={!isOpen} className="flex flex-col gap-4">
        {isOpen && <FactList facts={facts} />}
        {isOpen && session.queues.length > 0 && <QueueList queues={session.queues} />}
      </div>
    </article>
  );
}

function QueueList({ queues }: { readonly queues: readonly QueueView[] }) {
  const { t, plural } = useTexts();
  return (
    <div className="flex flex-col gap-2">
      <h4 className="text-sm text-muted">{t('monitor.session.queues')}</h4>
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
              <span className="text-sm text-muted tabular-nums">{notes.join(' · ')}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
