/** One minute of a trend at a time: what was measured within it becomes one point. Owns no clock. */
import { degradeSteps } from '../../contract/metrics.ts';
import type { DegradeStep, TrendPoint } from '../../contract/metrics.ts';
import type { Ms } from '../../contract/audio.ts';
import { createLatencyHistogram } from './latency-histogram.ts';

export interface TrendMinute {
  sample(load: number, step: DegradeStep): void;
  turnEnded(voiceToVoiceMs: Ms | null): void;
  /**
   * The point of the time since the last call: the greatest load and step of it, what else is given as it is now.
   * @param epochMs any moment of the minute; the point carries its start
   */
  take(now: { epochMs: Ms; frameP95: Ms; memory: number; cpu: number; errors: number }): TrendPoint;
}

const MINUTE_MS: Ms = 60_000;

export function createTrendMinute(): TrendMinute {
  const voice = createLatencyHistogram();
  let load = 0;
  let step = 0;
  let turns = 0;
  let errorsBefore = 0;
  return {
    sample(nowLoad, nowStep) {
      load = Math.max(load, nowLoad);
      step = Math.max(step, degradeSteps.indexOf(nowStep));
    },
    turnEnded(voiceToVoiceMs) {
      turns++;
      if (voiceToVoiceMs !== null) voice.record(voiceToVoiceMs);
    },
    take({ epochMs, frameP95, memory, cpu, errors }) {
      const point: TrendPoint = {
        at: Math.floor(epochMs / MINUTE_MS) * MINUTE_MS,
        load: Math.round(load * 1000) / 1000,
        frame_p95: Math.round(frameP95 * 1000) / 1000,
        memory: Math.round(memory * 10) / 10,
        cpu: Math.round(cpu * 10) / 10,
        turns,
        voice_to_voice_p50: voice.count === 0 ? null : Math.round(voice.percentile(0.5)),
        errors: errors - errorsBefore,
        step: degradeSteps[step]!,
      };
      voice.clear();
      load = 0;
      step = 0;
      turns = 0;
      errorsBefore = errors;
      return point;
    },
  };
}
