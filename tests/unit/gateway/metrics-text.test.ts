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
      if (!line.startsWith('#')) expect(line.split(/[ {]/)[0]).toBe(current);
    }
    expect(text.endsWith('\n')).toBe(true);
  });

  it('says what is measured', () => {
    const text = metricsText(sampleMonitorView());
    for (const line of [
      'parley_load 0.84',
      'parley_load_part{part="oldest_wait"} 0.84',
      'parley_degrade_step 1',
      'parley_stage_ms{stage="final",quantile="p95"} 2.5',
      'parley_lane_waiting{lane="compute"} 2',
      'parley_queue_dropped_total{session="x",queue="tts->playback",unit="ms"} 2',
      'parley_alert{code="load_high",unit="%"} 84',
      'parley_memory_megabytes{part="models"} 300',
      'parley_backpressure_total 4',
    ])
      expect(lines(text)).toContain(line);
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
    expect(lines(text)).toContain('parley_cpu_percent NaN');
    expect(lines(text)).toContain('parley_uptime_seconds +Inf');
    expect(text).toContain('session="a\\"b\\\\c\\nd"');
    const samples = lines(text).filter((line) => !line.startsWith('#'));
    expect(samples.filter((line) => !SAMPLE.test(line))).toEqual([]);
  });
});
