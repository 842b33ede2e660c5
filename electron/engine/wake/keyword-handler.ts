/** What the keyword worker does with its spotter: one native stream a session, fed in order, reset when it has found. */
import { ENGINE_RATE_HZ } from '../../contract/audio.ts';
import type { SherpaKeywordSpotter, SherpaOnlineStream } from '../native/sherpa.ts';
import type { LaneHandler } from '../runtime/lane-worker.ts';
import type { KeywordAnswer, KeywordNotice, KeywordRequest } from './keyword-protocol.ts';

export function createKeywordHandler(
  spotter: SherpaKeywordSpotter,
): LaneHandler<KeywordRequest, KeywordAnswer> {
  const streams = new Map<string, SherpaOnlineStream>();
  return {
    notify(message) {
      streams.delete((message as KeywordNotice).forget);
    },
    run({ stream: id, samples }, context) {
      const stream = streams.get(id) ?? spotter.createStream();
      streams.set(id, stream);
      stream.acceptWaveform({ samples, sampleRate: ENGINE_RATE_HZ });
      let found = false;
      while (!context.isCancelled() && spotter.isReady(stream)) {
        spotter.decode(stream);
        if (spotter.getResult(stream).keyword === '') continue;
        found = true;
        // without this the same saying is found again
        spotter.reset(stream);
      }
      return { found };
    },
    close() {
      streams.clear();
    },
  };
}
