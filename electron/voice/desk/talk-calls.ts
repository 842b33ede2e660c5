/** Calls about talking: key, click, text, stop, mute, dictation. Each begins at once, in the order it was asked for. */
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { Connection } from './connection.ts';
import type { DeskCalls, DeskParts } from './desk-calls.ts';
import { withTyped, withWish } from './talk-state.ts';

type TalkMethod =
  | 'pressTalk'
  | 'releaseTalk'
  | 'toggleTalk'
  | 'sendText'
  | 'stop'
  | 'repeatReply'
  | 'setMuted'
  | 'startDictation'
  | 'stopDictation';

export interface TalkCalls {
  readonly calls: Pick<DeskCalls, TalkMethod>;
  /** The connection is gone: a key that was held there is held by nobody. */
  leave(connection: Connection): void;
}

export function createTalkCalls(parts: DeskParts): TalkCalls {
  const { conversation, services } = parts;

  const wishFor = (patch: Parameters<typeof withWish>[1]) => parts.setTalk(withWish(parts.talk(), patch));

  /** Why nothing could be heard now; null when it can. */
  function deaf(): Result<null> | null {
    if (parts.talk().talk.muted) return err('mic_off');
    if (!conversation.hears && conversation.isOpen) return err('mic_none');
    return null;
  }

  /** A dictation is not to be broken off by mistake. */
  const busy = (): Result<null> | null => (parts.talk().talk.dictating ? err('dictation_busy') : null);

  function release(): Result<null> | Promise<Result<null>> {
    for (const connection of parts.connections()) connection.holdsTalk = false;
    return conversation.wish((session) => {
      wishFor({ held: false });
      session.hold(false);
    });
  }

  const calls: TalkCalls['calls'] = {
    pressTalk(_params, connection) {
      const why = busy() ?? deaf();
      if (why) return why;
      connection.holdsTalk = true;
      return conversation.wish((session) => {
        wishFor({ held: true });
        session.hold(true);
      });
    },
    releaseTalk: release,
    toggleTalk() {
      const { held } = parts.talk().talk;
      const why = held ? null : (busy() ?? deaf());
      if (why) return why;
      return conversation.wish((session) => {
        wishFor({ held: !held });
        session.listenOnce();
      });
    },
    sendText: ({ text }) =>
      conversation.wish((session) => {
        parts.setTalk(withTyped(parts.talk(), text));
        session.type(text);
      }),
    stop() {
      // nothing that waits for a session is waited for: what is not open makes no sound
      if (!conversation.isOpen) return ok(null);
      return conversation.wish((session) => {
        parts.setTalk(withTyped(withWish(parts.talk(), { held: false }), null));
        if (parts.talk().talk.dictating) session.dictate(false);
        session.interrupt();
      });
    },
    repeatReply() {
      const text = parts.lastReply();
      if (text === '') return ok(null);
      return conversation.wish((session) => session.say(text));
    },
    async setMuted({ muted }) {
      // at once, whatever becomes of the file; a session that is opened later follows the settings
      if (conversation.isOpen) await conversation.wish((session) => session.setMuted(muted));
      wishFor(muted ? { muted, held: false } : { muted });
      const saved = services.settingsFile.set('talk.muted', muted);
      if (!saved.ok) parts.faults.raise(saved.fault);
      return ok(null);
    },
    startDictation: () =>
      busy() ??
      deaf() ??
      conversation.wish((session) => {
        wishFor({ dictating: true });
        session.dictate(true);
      }),
    stopDictation: () => conversation.wish((session) => session.dictate(false)),
  };
  return {
    calls,
    leave(connection) {
      const others = [...parts.connections()].some(({ holdsTalk }) => holdsTalk);
      if (connection.holdsTalk && !others) void release();
    },
  };
}
