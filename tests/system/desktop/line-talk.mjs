/** How a test's Electron main script talks with the test: one JSON value a line, both ways. */
import { createInterface } from 'node:readline';

/** @param {object} value */
export function tell(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** @param {Record<string, (command: any) => unknown>} verbs answered by name with what they return */
export function answerLines(verbs) {
  createInterface({ input: process.stdin }).on('line', async (line) => {
    const command = JSON.parse(line);
    tell({ answer: command.id, value: (await verbs[command.verb]?.(command)) ?? null });
  });
}
