/**
 * The pipeline drawn as it is wired: with room, the way of the sound from the microphone to the right and of the answer
 * back to the left, closed by what the echo canceller hears of the speaker; without, one below the other. State is
 * colour, shape and word.
 */
import { memo } from 'react';
import type { ReactNode } from 'react';
import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  Circle,
  CircleDashed,
  CirclePlay,
  CircleSlash,
  CircleX,
  TriangleAlert,
} from 'lucide-react';
import type { MonitorView, StageView } from '../../../../electron/contract/metrics.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { classNames } from '../../ui/class-names.ts';
import { Section } from '../../ui/section.tsx';
import { FillBar } from './fill-bar.tsx';
import { edgeFigures, stageFigures } from './pipeline-figures.ts';
import type { EdgeFigures, StageFigures } from './pipeline-figures.ts';
import { planPipeline } from './pipeline-plan.ts';
import type { NodeName, NodePlan } from './pipeline-plan.ts';
import { SignalBar } from './signal-bar.tsx';
import type { LoadMeter } from './stage-loads.ts';

const otherNames = { frame: 'monitor.stage.frame', partial: 'monitor.stage.partial' } as const;
const hasName = (name: string): name is keyof typeof otherNames => Object.hasOwn(otherNames, name);

const looks = {
  idle: { icon: Circle, ink: 'text-muted', box: 'border-line bg-surface' },
  working: { icon: CirclePlay, ink: 'text-accent-text', box: 'border-accent bg-accent-soft' },
  behind: { icon: TriangleAlert, ink: 'text-thinking', box: 'border-thinking bg-thinking-soft' },
  failed: { icon: CircleX, ink: 'text-danger', box: 'border-danger bg-danger-soft' },
  off: { icon: CircleSlash, ink: 'text-muted', box: 'border-edge border-dashed bg-sunken' },
  unmeasured: { icon: CircleDashed, ink: 'text-muted', box: 'border-edge border-dashed bg-sunken' },
} as const satisfies Record<StageView['state'] | 'unmeasured', unknown>;

/** Where a box and the edge before it stand in the drawing: row and column, from and to. */
const places: Readonly<
  Record<NodeName, { readonly box: string; readonly edge: string; readonly to: EdgeDirection }>
> = {
  microphone: { box: '@4xl:[grid-area:1/1/3/2]', edge: '', to: 'right' },
  echo: { box: '@4xl:[grid-area:1/3/3/4]', edge: '@4xl:[grid-area:1/2/3/3]', to: 'right' },
  vad: { box: '@4xl:[grid-area:1/5/3/6]', edge: '@4xl:[grid-area:1/4/3/5]', to: 'right' },
  stt: { box: '@4xl:[grid-area:1/7/2/8]', edge: '@4xl:[grid-area:1/6/2/7]', to: 'right' },
  turn: { box: '@4xl:[grid-area:2/7/3/8]', edge: '@4xl:[grid-area:2/6/3/7]', to: 'right' },
  brain: { box: '@4xl:[grid-area:4/7/5/8]', edge: '@4xl:[grid-area:3/7/4/8]', to: 'down' },
  tts: { box: '@4xl:[grid-area:4/5/5/6]', edge: '@4xl:[grid-area:4/6/5/7]', to: 'left' },
  playback: { box: '@4xl:[grid-area:4/3/5/4]', edge: '@4xl:[grid-area:4/4/5/5]', to: 'left' },
};

type EdgeDirection = 'right' | 'down' | 'left';
const arrows = { right: ArrowRight, down: ArrowDown, left: ArrowLeft } as const;

export interface PipelineMapProps {
  readonly view: MonitorView;
  /** Fed with every view. */
  readonly meter: LoadMeter;
}

export function PipelineMap({ view, meter }: PipelineMapProps) {
  const { t, language } = useTexts();
  const { nodes, others } = planPipeline(view);
  const loads = meter.read();
  return (
    <Section title={t('monitor.pipeline')} text={t('monitor.pipeline.text')} isBare>
      <ol className="grid gap-y-1 @4xl:grid-cols-[minmax(0,1fr)_5.5rem_minmax(0,1fr)_5.5rem_minmax(0,1fr)_6rem_minmax(0,1.15fr)] @4xl:gap-y-2">
        {nodes.map(({ name, stage, state, edge }) => (
          <li key={name} className="contents">
            {edge && <Edge name={name} {...edgeFigures(edge, loads[name], language)} />}
            <Node name={name} state={state} {...stageFigures(stage, language)} />
          </li>
        ))}
        <li className="flex items-center gap-2 px-3 py-1 text-xs text-muted @4xl:justify-center @4xl:[grid-area:3/3/4/4]">
          <ArrowUp aria-hidden className="size-5 shrink-0" />
          {t('monitor.farEnd')}
        </li>
        {others.length > 0 && (
          <li className="mt-1 flex flex-col gap-2 @4xl:mt-0 @4xl:[grid-area:4/1/5/2]">
            {others.map((stage) => (
              <StageBox
                key={stage.name}
                isSmall
                title={hasName(stage.name) ? t(otherNames[stage.name]) : stage.name}
                state={stage.state}
                {...stageFigures(stage, language)}
              />
            ))}
          </li>
        )}
      </ol>
    </Section>
  );
}

// most of it looks the same from one message to the next
const Edge = memo(EdgeBetween);
const Node = memo(NodeBox);
const StageBox = memo(StageCard);

interface EdgeProps extends EdgeFigures {
  readonly name: NodeName;
}

function EdgeBetween({ name, depth, bound, unit, jobs, fill, dropped, load }: EdgeProps) {
  const { t, plural } = useTexts();
  const { edge: place, to } = places[name];
  const Arrow = arrows[to];
  const isDown = to === 'down';
  return (
    <div
      data-edge={name}
      className={classNames(
        'flex min-w-0 items-center gap-x-3 px-3 py-0.5 text-xs text-muted tabular-nums',
        isDown
          ? '@4xl:justify-center'
          : '@4xl:flex-col @4xl:justify-center @4xl:gap-0.5 @4xl:px-1.5 @4xl:py-0 @4xl:text-center',
        place,
      )}
    >
      <span
        aria-hidden
        className={classNames(
          'flex w-20 shrink-0 items-center gap-1',
          !isDown && '@4xl:order-2 @4xl:w-full',
          to === 'left' && '@4xl:flex-row-reverse',
        )}
      >
        {depth !== null || jobs !== null ? (
          <FillBar fill={fill} className="flex-1" />
        ) : (
          <span className="h-px flex-1 bg-edge" />
        )}
        <ArrowDown className={classNames('size-4 shrink-0', !isDown && '@4xl:hidden')} />
        {!isDown && <Arrow className="hidden size-4 shrink-0 @4xl:block" />}
      </span>
      <span className={classNames(!isDown && '@4xl:order-1')}>
        {load !== '' && t('monitor.edge.load', { percent: load })}
      </span>
      <span className={classNames('flex flex-wrap gap-x-3', !isDown && '@4xl:order-3 @4xl:flex-col')}>
        {depth !== null && (
          <span>
            {t('monitor.edge.queue', { depth, bound: t(`monitor.queue.${unit}`, { count: bound }) })}
          </span>
        )}
        {jobs !== null && <span>{plural('monitor.edge.jobs', jobs)}</span>}
        {dropped > 0 && <span className="text-thinking">{plural('monitor.dropped', dropped)}</span>}
      </span>
    </div>
  );
}

interface NodeProps extends StageFigures {
  readonly name: NodeName;
  readonly state: NodePlan['state'];
}

function NodeBox({ name, ...figures }: NodeProps) {
  const { t } = useTexts();
  return (
    <StageCard className={places[name].box} title={t(`monitor.node.${name}`)} {...figures}>
      {name === 'microphone' && (
        <span className="mt-1 block">
          <SignalBar label={t('monitor.signal')} />
        </span>
      )}
    </StageCard>
  );
}

interface StageBoxProps extends StageFigures {
  readonly title: string;
  readonly state: NodePlan['state'];
  readonly isSmall?: boolean;
  readonly className?: string;
  readonly children?: ReactNode;
}

function StageCard(props: StageBoxProps) {
  const { title, state, count, p95, stale, errors, isSmall = false, className, children } = props;
  const { t, plural } = useTexts();
  const { icon: Icon, ink, box } = looks[state];
  const counts = count !== null && [
    plural('monitor.runs', count),
    ...(stale > 0 ? [plural('monitor.stale', stale)] : []),
  ];
  return (
    <div
      className={classNames(
        'flex min-w-0 flex-1 flex-col justify-center rounded-medium border-2 text-sm text-muted tabular-nums',
        isSmall ? 'px-3 py-1.5' : 'gap-0.5 px-3 py-2.5',
        box,
        className,
      )}
      data-stage-state={state}
    >
      <h3 className="flex flex-wrap items-center justify-between gap-x-2 text-base font-medium text-text">
        <span className="min-w-0 break-words">{title}</span>
        <span className={classNames('flex items-center gap-1 text-sm font-normal', ink)}>
          <Icon aria-hidden className="size-4 shrink-0" />
          {t(`monitor.state.${state}`)}
        </span>
      </h3>
      {p95 !== '' && <p>{t('monitor.p95', { time: p95 })}</p>}
      {counts && !isSmall && <p>{counts.join(' · ')}</p>}
      {errors > 0 && <p className="text-danger">{plural('monitor.errors', errors)}</p>}
      {children}
    </div>
  );
}
