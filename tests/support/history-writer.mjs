/*
 * A child process that saves turns as fast as it can and prints the number of each once it is acknowledged.
 * Arguments: data folder, session id, how many (0: until killed).
 */
import { writeSync } from 'node:fs';
import { openHistory } from '../../out/engine/store/history-store.js';

const [folder, sessionId, count] = process.argv.slice(2);
const opened = await openHistory({ folder });
if (!opened.ok) throw new Error(opened.fault.message);
const limit = Number(count) || Infinity;
for (let turnId = 1; turnId <= limit; turnId++) {
  const saved = opened.value.saveTurn({
    sessionId,
    turnId,
    startedAt: turnId,
    userText: `question ${turnId} ${'word '.repeat(turnId % 200)}`,
    words: [],
    language: 'en',
    confidence: 1,
    endReason: 'policy',
    endProbability: null,
    endSilenceMs: 0,
    replyText: `answer ${turnId}`,
    heardText: '',
    replySource: 'test',
    interrupted: false,
    timings: {},
  });
  if (saved.durable) writeSync(1, `${turnId}\n`);
  if (turnId % 10 === 0) opened.value.skills.addNote(`note ${turnId}`, turnId);
}
opened.value.close();
