import { describe, expect, it } from 'vitest';
import { metricsText } from '../../../electron/gateway/metrics-text.ts';
import { sampleMonitorView } from '../../support/sample-monitor.ts';

const lines = (text: string) => text.split('\n').filter((line) => line !== '');
const SAMPLE = /^parley_[a-z0-9_]+(?:\{(?:[a-z]+="(?:[^"\\\n]|\\[\\"n])*",?)+\})? (?:[-+.\de]+|NaN|[-+]Inf)$/;

describe('metrics as text', () => {
  it('is nothing but comments and samples', () => {
    const samples = lines(metricsText(sampleMonitorView())).filter((line) => !line.startsWith('#'));
    expect(samples.length).toBeGreaterThan(60);
    expect(samples.filter((line) => !SAMPLE.test(line))).toEqual([]);
  });

  it('tells each family once, before its samples, and ends with a line break', () => {
    const text = metricsText(sampleMonitorView());
    const types = lines(text).filter((line) => line.startsWith('# TYPE'));
    const names = types.map((line) => line.split(' ')[2]);
    expect(new Set(names).size).toBe(names.length);
    let current = '';
    for (const line of lines(text)) {
      if (line.startsWith('# TYPE')) current = line.split(' ')[2]!;
      if (!line.startsWith('#')) expect(line.split(/[ {]/)[0]!.replace(/_(sum|count)$/, '')).toBe(current);
    }
    expect(text.endsWith('\n')).toBe(true);
  });

  it('says what is measured', () => {
    const stages = sampleMonitorView().stages.map((stage) =>
      stage.name === 'final' ? { ...stage, total_ms: 750 } : stage,
    );
    const text = metricsText(sampleMonitorView({ stages }));
    for (const line of [
      'parley_load 0.84',
      'parley_load_part{part="oldest_wait"} 0.84',
      'parley_degrade_step 1',
      'parley_stage_duration_seconds{stage="final",quantile="0.95"} 0.0025',
      'parley_stage_duration_seconds_sum{stage="final"} 0.75',
      'parley_stage_duration_seconds_count{stage="final"} 102',
      'parley_stage_state{stage="final",state="behind"} 1',
      'parley_stage_state{stage="final",state="idle"} 0',
      'parley_stage_stale_total{stage="final"} 2',
      'parley_error_ratio 0.005',
      'parley_frame_time_seconds 0.0015',
      'parley_loop_delay_seconds{at="p99"} 0.003',
      'parley_cpu_ratio 0.35',
      'parley_lane_compute_seconds_total{lane="compute"} 12',
      'parley_queue_bound{session="x",queue="capture->echo",unit="ms"} 16000',
      'parley_lane_waiting{lane="compute"} 2',
      'parley_queue_dropped_total{session="x",queue="tts->playback",unit="ms"} 2',
      'parley_alert{code="load_high",unit="%"} 84',
      'parley_memory_bytes{part="models"} 300000000',
      'parley_backpressure_total 4',
    ])
      expect(lines(text)).toContain(line);
  });

  it('has every number of the view', () => {
    // each number another one: what is left out, or said under two names, is seen
    let last = 1_000;
    const numbered = <T>(value: T): T => {
      if (typeof value === 'number') return (last += 1_000) as T;
      if (Array.isArray(value)) return value.map(numbered) as T;
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, numbered(held)])) as T;
    };
    const view = numbered({
      ...sampleMonitorView(),
      stages: sampleMonitorView().stages.map((stage) => ({ ...stage, total_ms: 1 })),
    });
    const told = new Set(
      lines(metricsText(view))
        .filter((line) => !line.startsWith('#'))
        .map((line) => Number(line.split(' ').at(-1))),
    );
    const isTold = (value: number) =>
      [1, 1_000, 100, 1e-6].some((unit) => told.has(value / unit) || told.has(Math.round(value / unit)));
    const missing: string[] = [];
    const look = (value: unknown, path: string): void => {
      if (typeof value === 'number' && !isTold(value)) missing.push(path);
      if (typeof value === 'object' && value !== null)
        Object.entries(value).forEach(([key, held]) => look(held, `${path}.${key}`));
    };
    look(view, '');
    // moments, and what another family says: load and whole memory in other units, steps entered, limits of alerts
    const elsewhere =
      /^\.(at|sessions\.\d+\.(created_at|last_activity)|pressure\.(since|triggered)|alerts\.\d+\.(since|limit)|status\.pipelineState\.(processingLoad|memoryUsage))$/;
    expect(missing.filter((path) => !elsewhere.test(path))).toEqual([]);
    expect(missing).toContain('.at');
  });

  it('has no family without samples, and survives any name and number', () => {
    const [session] = sampleMonitorView().sessions;
    const text = metricsText(
      sampleMonitorView({
        alerts: [],
        lanes: [],
        stages: [],
        cpu: NaN,
        uptime_s: Infinity,
        sessions: [{ ...session!, session_id: 'a"b\\c\nd' }],
      }),
    );
    expect(text).not.toContain('parley_alert');
    expect(text).not.toContain('parley_stage');
    expect(lines(text)).toContain('parley_cpu_ratio NaN');
    expect(lines(text)).toContain('parley_uptime_seconds +Inf');
    expect(text).toContain('session="a\\"b\\\\c\\nd"');
    const samples = lines(text).filter((line) => !line.startsWith('#'));
    expect(samples.filter((line) => !SAMPLE.test(line))).toEqual([]);
  });
});
