/** The monitor, with a turn's time line and trace drawn as the conversation draws them. */
import { timingChart } from '../features/history/timing-bars.ts';
import { MonitorBoard } from '../features/monitor/monitor-board.tsx';
import { TurnTrace } from './turn-trace.tsx';

export function MonitorPage() {
  return <MonitorBoard chartOf={timingChart} trace={TurnTrace} />;
}
