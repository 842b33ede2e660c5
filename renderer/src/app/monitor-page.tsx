/** The monitor, with the timings of a turn drawn as the conversation draws them. */
import { TurnTimings } from '../features/history/turn-timings.tsx';
import { MonitorBoard } from '../features/monitor/monitor-board.tsx';

export function MonitorPage() {
  return <MonitorBoard timingsView={TurnTimings} />;
}
