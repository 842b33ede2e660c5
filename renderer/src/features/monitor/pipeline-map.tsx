/** The pipeline drawn as it is wired: a box a stage, and before it what waits there. State is colour, shape and word. */
import type { ReactNode } from 'react';
import {
  ArrowRight,
  Circle,
  CircleDashed,
  CirclePlay,
  CircleSlash,
  CircleX,
  TriangleAlert,
} from 'lucide-react';
import type { MonitorView, QueueView, StageView } from '../../../../electron/contract/metrics.ts';
import { useLevel } from '../../bridge/use-level.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { classNames } from '../../ui/class-names.ts';
import { Meter } from '../../ui/meter.tsx';
import { Section } from '../../ui/section.tsx';
import { FillBar } from './fill-bar.tsx';
import { msText } from './monitor-quantities.ts';
import { planPipeline } from './pipeline-plan.ts';
import type { EdgePlan, NodePlan } from './pipeline-plan.ts';

const otherNames = { frame: 'monitor.stage.frame', partial: 'monitor.stage.partial' } as const;
const hasName = (name: string): name is keyof typeof otherNames => Object.hasOwn(otherNames, name);

const looks = {
  idle: { icon: Circle, ink: 'text-muted', edge: 'border-line' },
  working: { icon: CirclePlay, ink: 'text-accent-text', edge: 'border-accent' },
  behind: { icon: TriangleAlert, ink: 'text-thinking', edge: 'border-thinking' },
  failed: { icon: CircleX, ink: 'text-danger', edge: 'border-danger' },
  off: { icon: CircleSlash, ink: 'text-muted', edge: 'border-line border-dashed' },
  unmeasured: { icon: CircleDashed, ink: 'text-muted', edge: 'border-line border-dashed' },
} as const satisfies Record<StageView['state'] | 'unmeasured', unknown>;

export function PipelineMap({ view }: { readonly view: MonitorView }) {
  const { t } = useTexts();
  const { nodes, others } = planPipeline(view);
  return (
    <Section title={t('monitor.pipeline')} text={t('monitor.pipeline.text')} isBare>
      <ol className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,12.5rem),1fr))] gap-y-3">
        {nodes.map((node) => (
          <li key={node.name} className="flex min-w-0 items-stretch">
            <Edge edge={node.edge} />
            <Node node={node} />
          </li>
        ))}
      </ol>
      {others.length > 0 && (
        <div>
          <h3 className="mb-2 text-sm text-muted">{t('monitor.others')}</h3>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,10.5rem),1fr))] gap-3">
            {others.map((stage) => (
              <li key={stage.name} className="min-w-0">
                <StageBox
                  title={hasName(stage.name) ? t(otherNames[stage.name]) : stage.name}
                  stage={stage}
                  state={stage.state}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}

function Edge({ edge }: { readonly edge: EdgePlan | null }) {
  return (
    <div aria-hidden className="flex w-11 shrink-0 flex-col items-stretch justify-center gap-1 px-1.5">
      {edge && <ArrowRight className="size-5 self-center text-muted" />}
      {edge?.queue && <FillBar fill={edge.fill} />}
    </div>
  );
}

function useQueueText() {
  const { t } = useTexts();
  return ({ depth, bound, unit }: QueueView) => {
    const say = (count: number) => t(`monitor.queue.${unit}`, { count: Math.round(count) });
    return t('monitor.queue', { depth: say(depth), bound: say(bound) });
  };
}

function Node({ node: { name, stage, state, edge } }: { readonly node: NodePlan }) {
  const { t, plural } = useTexts();
  const queueText = useQueueText();
  const level = useLevel();
  return (
    <StageBox title={t(`monitor.node.${name}`)} stage={stage} state={state}>
      {name === 'microphone' && <Meter label={t('monitor.signal')} subscribe={level} />}
      {edge?.queue && <p>{queueText(edge.queue)}</p>}
      {edge !== null && edge.dropped > 0 && (
        <p className="text-thinking">{plural('monitor.dropped', edge.dropped)}</p>
      )}
    </StageBox>
  );
}

interface StageBoxProps {
  readonly title: string;
  readonly stage: StageView | null;
  readonly state: NodePlan['state'];
  readonly children?: ReactNode;
}

function StageBox({ title, stage, state, children }: StageBoxProps) {
  const { t, plural, language } = useTexts();
  const { icon: Icon, ink, edge } = looks[state];
  return (
    <div
      className={classNames(
        'flex h-full min-w-0 flex-1 flex-col gap-1 rounded-medium border-2 bg-surface px-3 py-2.5 text-sm text-muted tabular-nums',
        edge,
      )}
      data-stage-state={state}
    >
      <h3 className="text-base font-medium break-words text-text">{title}</h3>
      <p className={classNames('flex items-center gap-1.5', ink)}>
        <Icon aria-hidden className="size-4 shrink-0" />
        {t(`monitor.state.${state}`)}
      </p>
      {stage && stage.count > 0 && <p>{t('monitor.p95', { time: msText(stage.p95, language) })}</p>}
      {stage && (
        <p>
          {[
            plural('monitor.runs', stage.count),
            ...(stage.stale > 0 ? [plural('monitor.stale', stage.stale)] : []),
          ].join(' · ')}
        </p>
      )}
      {stage && stage.errors > 0 && <p className="text-danger">{plural('monitor.errors', stage.errors)}</p>}
      {children}
    </div>
  );
}
