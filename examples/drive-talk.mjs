/**
 * Drives Parley from another program: speaks a recording to it and prints what was understood and answered.
 *
 *   node examples/drive-talk.mjs question.wav
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const parley = fileURLToPath(new URL('../build/setup/parley.mjs', import.meta.url));
const child = spawn(process.execPath, [parley, 'talk', '--fast', '--json', ...process.argv.slice(2)], {
  stdio: ['ignore', 'pipe', 'inherit'],
});

for await (const line of createInterface({ input: child.stdout })) {
  const event = JSON.parse(line);
  if (event.type === 'finalTranscription') process.stdout.write(`heard:    ${event.text}\n`);
  if (event.type === 'replyText' && event.text) process.stdout.write(`answered: ${event.text}\n`);
  if (event.type === 'error') process.stdout.write(`trouble:  ${event.message} ${event.help}\n`);
}
process.exitCode = await new Promise((resolve) => child.once('exit', resolve));
