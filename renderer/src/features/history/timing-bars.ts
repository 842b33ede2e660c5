/**
 * The stages of a turn as bars on one time line that begins where the user's last word ended. The record holds
 * lengths; where a stage began follows from the order of the work: recognition and the judgement of the end start
 * when the pause is noticed, the reply when it is decided, the voice after the first sentence. Pure.
 */

export interface TimingBar {
  readonly stage: string;
  readonly ms: number;
  /** After the user's last word. */
  readonly startMs: number;
  /** Spans others: what the user waits for. */
  readonly isTotal: boolean;
}

export interface TimingChart {
  readonly bars: readonly TimingBar[];
  readonly spanMs: number;
  /** Before or beside the time line: said as numbers. */
  readonly asides: readonly { readonly stage: string; readonly ms: number }[];
}

const beside = ['speech', 'stt_compute', 'end_of_turn_compute'];

export function timingChart(timings: Readonly<Record<string, number>>): TimingChart {
  const of = (stage: string) => timings[stage] ?? 0;
  const spoken = of('decision') + of('brain');
  const starts: Readonly<Record<string, number>> = {
    pause_seen: 0,
    stt: of('pause_seen'),
    end_of_turn: of('pause_seen'),
    decision: 0,
    brain: of('decision'),
    tts: spoken,
    playback: spoken + of('tts'),
    voice_to_voice: 0,
  };
  const known = Object.keys(starts).filter((stage) => timings[stage] !== undefined);
  const unknown = Object.keys(timings).filter((stage) => !(stage in starts) && !beside.includes(stage));
  const bars = [...known, ...unknown].map((stage) => ({
    stage,
    ms: of(stage),
    startMs: starts[stage] ?? 0,
    isTotal: stage === 'voice_to_voice',
  }));
  return {
    bars,
    spanMs: Math.max(1, ...bars.map(({ startMs, ms }) => startMs + ms)),
    asides: beside.filter((stage) => timings[stage] !== undefined).map((stage) => ({ stage, ms: of(stage) })),
  };
}
