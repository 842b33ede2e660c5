/** Writes a conversation for a person: words as they come, why each turn ended, the reply, and where time went. */
import type { SessionEvent } from '../contract/events.ts';
import type { CliIo } from './cli-io.ts';
import { tableLines } from './cli-io.ts';

const LABEL_WIDTH = 8;

const stageNames: Readonly<Record<string, string>> = {
  speech: 'speech',
  pause_seen: 'pause noticed after',
  stt: 'transcribing',
  stt_compute: '  of it computing',
  end_of_turn: 'Smart Turn',
  end_of_turn_compute: '  of it computing',
  decision: 'turn decided after',
  brain: 'answer ready in',
  tts: 'first sound made in',
  playback: 'sound started in',
  voice_to_voice: 'voice to voice',
};

export interface TalkView {
  show(event: SessionEvent): void;
}

export function createTalkView(io: CliIo): TalkView {
  const label = (text: string) => io.paint('bold', text.padEnd(LABEL_WIDTH));
  const aside = (text: string) => io.paint('dim', text);
  const line = (name: string, text: string) => io.print(`${label(name)}${text}`);

  function showTurnEnd(event: Extract<SessionEvent, { type: 'turnEnd' }>): void {
    const scores = event.scores.map((score) => `${score.at_silence_ms} ms: ${score.probability.toFixed(2)}`);
    const parts = [
      `${event.reason} after ${event.silence_ms} ms of silence (asked for ${event.waited_for_ms})`,
      ...(scores.length > 0 ? [`Smart Turn ${scores.join(', ')}`] : []),
      `text ${event.text_evidence}`,
    ];
    line('Turn', aside(parts.join('; ')));
  }

  function showTimings(event: Extract<SessionEvent, { type: 'timings' }>): void {
    const rows = Object.entries(stageNames)
      .filter(([name]) => event.stages[name] !== undefined)
      .map(([name, title]) => [`        ${title}`, `${event.stages[name]!.toFixed(0).padStart(6)} ms`]);
    for (const row of tableLines(rows)) io.print(aside(row));
  }

  return {
    show(event) {
      switch (event.type) {
        case 'partialTranscription':
          return io.status(`${'...'.padEnd(LABEL_WIDTH)}${event.text}`);
        case 'finalTranscription':
          return line('You', `${event.text}  ${aside(`(${Math.round(event.confidence * 100)} % sure)`)}`);
        case 'turnEnd':
          return showTurnEnd(event);
        case 'turnDiscarded':
          io.status('');
          return event.reason === 'extended'
            ? undefined
            : line('Turn', aside(`nothing to answer: ${event.reason}`));
        case 'replyText':
          return 'text' in event && event.text !== '' ? line('Parley', event.text) : undefined;
        case 'interruption':
          return line('', aside(`interrupted; you heard: "${event.heard_text}"`));
        case 'timings':
          return showTimings(event);
        case 'captureState':
          if (event.state === 'hearing') return io.status('');
          return io.tell(`parley: ${event.message ?? ''} ${event.help ?? ''} [${event.code ?? ''}]`);
        case 'audioDropped':
          return io.tell(`parley: ${event.ms} ms of sound were lost (${event.where}).`);
        case 'alarm':
          return line('Bell', event.label === '' ? event.kind : `${event.kind}: ${event.label}`);
        case 'error':
          return io.tellFault(event);
        case 'sessionStarted':
        case 'sessionEnded':
        case 'speechStart':
        case 'speechEnd':
        case 'replyAudio':
        case 'replyEnd':
        case 'duck':
        case 'attention':
        case 'wakeTried':
        case 'dictated':
        case 'dictationEnded':
        case 'speakerState':
        case 'backpressureTriggered':
        case 'backpressureRecovered':
        case 'sessionPaused':
          return;
      }
    },
  };
}
