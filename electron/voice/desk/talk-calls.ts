/** Calls about talking: key, click, text, stop, mute, dictation. Each begins at once, in the order it was asked for. */
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { Settings } from '../../contract/settings.ts';
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
  /**
   * The settings have changed. @returns whether the microphone is off now: a wish that could not be saved goes before the
   * file until that says something else, and is saved again
   */
  follow(now: Settings): boolean;
  /** A session is new: it follows the file. */
  onStarted(): void;
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

  /** Wished and not in the file: a session, which follows the file, would take it back with any change of it. */
  let unsavedMute: boolean | null = null;
  let fileMute = services.settings().talk.muted;

  async function mute(muted: boolean): Promise<Result<null>> {
    // at once, whatever becomes of the file
    if (conversation.isOpen) await conversation.wish((session) => session.setMuted(muted));
    wishFor(muted ? { muted, held: false } : { muted });
    const saved = services.settingsFile.set('talk.muted', muted);
    unsavedMute = saved.ok ? null : muted;
    if (!saved.ok) parts.faults.raise(saved.fault);
    return ok(null);
  }

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
    setMuted: ({ muted }) => mute(muted),
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
    follow({ talk: { muted } }) {
      if (muted !== fileMute) unsavedMute = null;
      fileMute = muted;
      const wished = unsavedMute ?? muted;
      if (wished !== muted) void mute(wished);
      return wished;
    },
    onStarted() {
      const wished = unsavedMute;
      if (wished !== null) void conversation.wish((session) => session.setMuted(wished));
    },
  };
}
