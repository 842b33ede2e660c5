/** The other sub-commands, as a person or a script meets them: output, exit codes, pipes, bad input. */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseWav } from '../../../electron/engine/dsp/wav.ts';
import { fixturePath } from '../../support/fixture-clip.ts';
import { createDataFolder, runParley, startParley } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { wordErrors } from '../../support/word-errors.ts';

let data: DataFolder;
beforeAll(() => {
  data = createDataFolder();
});
afterAll(() => data.remove());

const jfk = fixturePath('speech/jfk.wav');
const jfkText =
  'And so my fellow Americans, ask not what your country can do for you, ask what you can do for your country.';
const names = ['talk', 'transcribe', 'say', 'devices', 'models', 'history', 'settings', 'doctor'];

describe('every command', () => {
  it('has help that names its options and exit codes', async () => {
    const overview = await runParley(['--help']);
    expect(overview.code).toBe(0);
    for (const name of names) {
      expect(overview.stdout).toContain(name);
      const help = await runParley([name, '--help']);
      expect(help.code, name).toBe(0);
      expect(help.stdout).toContain(`Usage: parley ${name}`);
      expect(help.stdout).toContain('Exit codes');
    }
  });

  it('refuses what it does not understand with code 2 and one sentence', async () => {
    for (const args of [
      ['nonsense'],
      ['talk'],
      ['talk', '--nonsense', 'x.wav'],
      ['talk', '--mic', 'x.wav'],
      ['talk', '--recognizer', 'big-one', 'x.wav'],
      ['transcribe'],
      ['transcribe', '--format', 'pdf', jfk],
      ['say', '--rate', '9', 'hello'],
      ['history', 'forget'],
      ['history', 'clear'],
      ['history', '--limit', 'many'],
    ]) {
      const run = await runParley(args);
      expect(run.code, args.join(' ')).toBe(2);
      expect(run.stderr.trim().split('\n'), args.join(' ')).toHaveLength(1);
      expect(run.stdout).toBe('');
    }
  });
});

describe('parley transcribe', () => {
  it('writes text, subtitles and JSON with word times', async () => {
    const text = await runParley(['transcribe', jfk]);
    expect(text.code).toBe(0);
    expect(wordErrors(jfkText, text.stdout).errors).toBeLessThanOrEqual(1);

    const srt = await runParley(['transcribe', '-f', 'srt', jfk]);
    expect(srt.stdout).toMatch(/^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\n/);
    const vtt = await runParley(['transcribe', '-f', 'vtt', jfk]);
    expect(vtt.stdout).toMatch(/^WEBVTT\n/);

    const target = join(data.path, 'jfk.json');
    const json = await runParley(['transcribe', '-f', 'json', '--out', target, jfk]);
    expect(json.stdout).toBe('');
    const parsed = JSON.parse(readFileSync(target, 'utf8')) as {
      segments: { words: { start: number; end: number }[] }[];
    };
    const words = parsed.segments.flatMap((segment) => segment.words);
    expect(words.length).toBeGreaterThan(18);
    expect(words.at(-1)!.end).toBeGreaterThan(9.5);
    expect(words.at(-1)!.end).toBeLessThan(11.1);
  });

  it('goes on with the next file after a bad one, and ends with code 1', async () => {
    const bad = join(data.path, 'bad.wav');
    writeFileSync(bad, 'RIFF but no more');
    const run = await runParley(['transcribe', bad, jfk]);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('[audio_format]');
    expect(run.stdout).toMatch(/country/);
  });

  it('tells when the result cannot be written', async () => {
    const run = await runParley(['transcribe', '--out', '/nowhere/at/all.txt', jfk]);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('[file_unwritable]');
  });
});

describe('parley say', () => {
  it('takes the text from standard input and writes speech', async () => {
    const out = join(data.path, 'said.wav');
    const run = await runParley(['say', '--out', out], { stdin: 'It costs $5.20 on 2026-11-21.' });
    expect(run, run.stderr).toMatchObject({ code: 0 });
    const parsed = parseWav(readFileSync(out));
    expect(parsed.ok && parsed.value.samples.length / parsed.value.sampleRateHz).toBeGreaterThan(2);
    const heard = await runParley(['transcribe', out]);
    expect(heard.stdout.toLowerCase()).toMatch(/twenty|5\.20|\$5/);
  });

  it('refuses nothing and too much', async () => {
    expect(await runParley(['say', '--out', join(data.path, 'x.wav')], { stdin: '   ' })).toMatchObject({
      code: 2,
    });
    expect(
      await runParley(['say', '--out', join(data.path, 'x.wav')], { stdin: 'a '.repeat(40_000) }),
    ).toMatchObject({
      code: 2,
    });
  });
});

describe('parley models, doctor, settings and devices', () => {
  it('lists the default models as whole', async () => {
    const run = await runParley(['models', '--json']);
    expect(run.code).toBe(0);
    const models = JSON.parse(run.stdout) as { name: string; state: string }[];
    expect(models.map((model) => model.name).sort()).toEqual(
      ['piper-joe', 'silero-vad', 'smart-turn', 'whisper-base', 'whisper-tiny.en'].sort(),
    );
    expect(models.every((model) => model.state === 'ready')).toBe(true);
  });

  it('finds nothing that keeps it from working here', async () => {
    const run = await runParley(['doctor', '--json']);
    const findings = JSON.parse(run.stdout) as { name: string; state: string; detail: string }[];
    expect(findings.filter((finding) => finding.state === 'bad')).toEqual([]);
    expect(findings.map((finding) => finding.name)).toContain('echo canceller addon');
    expect(run.code).toBe(0);
  });

  it('keeps a setting, refuses a wrong one, and never lists a secret', async () => {
    const options = { dataFolder: data.path };
    expect(await runParley(['settings', 'speechRate', '1.2'], options)).toMatchObject({ code: 0 });
    expect((await runParley(['settings', 'speechRate'], options)).stdout.trim()).toBe('1.2');
    const wrong = await runParley(['settings', 'speechRate', '17'], options);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('[bad_argument]');
    const llm = ['llm.kind', 'openai-compatible', 'llm.baseUrl', 'http://127.0.0.1:9/v1', 'llm.model', 'm'];
    expect(await runParley(['settings', ...llm, 'llm.apiKey', 'sk-secret-123'], options)).toMatchObject({
      code: 0,
    });
    const listed = await runParley(['settings'], options);
    expect(listed.stdout).toContain('llm.baseUrl');
    expect(listed.stdout + listed.stderr).not.toContain('sk-secret-123');
  });

  it('lists devices, also when there are none', async () => {
    const run = await runParley(['devices', '--json'], { env: { PULSE_SERVER: 'unix:/nowhere' } });
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toHaveProperty('microphones');
  });
});

describe('in a pipe', () => {
  it('ends quietly when the reader goes away', async () => {
    const entry = fileURLToPath(new URL('../../../out/headless/parley.js', import.meta.url));
    const { stdout, stderr } = await promisify(execFile)('bash', [
      '-c',
      `"${process.execPath}" "${entry}" settings | head -n 1; echo "code \${PIPESTATUS[0]}"`,
    ]);
    expect(stdout).toMatch(/code 0\n$/);
    expect(stderr).not.toMatch(/EPIPE|Error/);
  });

  it('stops at Ctrl-C with code 130', async () => {
    const child = startParley(['talk', '--quiet', jfk], { dataFolder: data.path });
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(130);
  });
});
