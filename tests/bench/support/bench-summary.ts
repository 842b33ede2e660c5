/** Turns recorded results into the page tests/bench/results/README.md. Pure. */
import type { BenchMachine, BenchRow, RecordedResult } from './bench-result.ts';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Four significant figures: more is noise on any machine. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(4)));
}

function verdict(row: BenchRow): string {
  return row.met === undefined ? '' : row.met ? 'yes' : 'no';
}

function rowLine(row: BenchRow): string {
  const figure = `${formatValue(row.value)} ${row.unit}${row.spread ? ` (${row.spread})` : ''}`;
  return `| ${[row.what, figure, row.target ?? '', verdict(row), row.note ?? ''].map(cell).join(' | ')} |`;
}

function machineLine({ cpu, cores, memoryGiB, system, node, date }: BenchMachine): string {
  return `${date}: ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}`;
}

/** @param results in any order; the page is sorted by name */
export function summaryPage(results: readonly RecordedResult[]): string {
  const sorted = [...results].sort((a, b) => a.name.localeCompare(b.name));
  const judged = sorted.flatMap((result) => result.rows).filter((row) => row.met !== undefined);
  const met = judged.filter((row) => row.met).length;
  const sections = sorted.map((result) =>
    [
      `## ${result.name}`,
      '',
      result.goal,
      '',
      `${machineLine(result.machine)}. Took ${result.tookSeconds} s.`,
      '',
      '| what | figure | goal | met | note |',
      '| --- | --- | --- | --- | --- |',
      ...result.rows.map(rowLine),
      '',
    ].join('\n'),
  );
  return [
    '# Measured',
    '',
    `Written by \`npm run bench\`; do not edit. ${met} of ${judged.length} goals with a verdict are met.`,
    '',
    ...sections,
  ].join('\n');
}
