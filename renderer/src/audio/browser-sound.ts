/**
 * This browser's microphone and speaker as those of the conversation. Attached by the user's wish; let go when the
 * microphone is gone, when another window has the conversation's sound, or when the line does not take it any more; and
 * attached again with the next line.
 */
import { ok } from '../../../electron/contract/errors.ts';
import type { Result } from '../../../electron/contract/errors.ts';
import type { OwnSound } from '../bridge/bridge.ts';
import type { DeskLine } from '../bridge/desk-line.ts';
import { openBrowserMicrophone } from './browser-microphone.ts';
import type { BrowserMicrophone } from './browser-microphone.ts';
import { createBrowserSpeaker } from './browser-speaker.ts';
import type { BrowserSpeaker } from './browser-speaker.ts';

/** What the sound is made of. */
export interface SoundParts {
  readonly openMicrophone: typeof openBrowserMicrophone;
  readonly createSpeaker: typeof createBrowserSpeaker;
}

const browserParts: SoundParts = {
  openMicrophone: openBrowserMicrophone,
  createSpeaker: createBrowserSpeaker,
};

export function createBrowserSound(line: DeskLine, parts: SoundParts = browserParts): OwnSound {
  let open: { readonly microphone: BrowserMicrophone; readonly speaker: BrowserSpeaker } | null = null;
  /** What the desk said last of this window's sound. */
  let isOurs = false;
  /** It is being asked for: until the answer, what is told may be of before. */
  let asking = 0;

  function letGo(): void {
    open?.microphone.close();
    open?.speaker.close();
    open = null;
  }
  function letGoUnlessOurs(): void {
    if (asking === 0 && !isOurs) letGo();
  }
  async function ask(): Promise<Result<null>> {
    asking++;
    const attached = await line.call('attachSound', {});
    asking--;
    // a line that was lost meanwhile is followed by another
    if (!attached.ok && attached.fault.code === 'closed') return attached;
    if (!attached.ok) isOurs = false;
    // another window may have taken it before the answer came
    letGoUnlessOurs();
    return attached;
  }
  async function detach(): Promise<void> {
    if (!open) return;
    letGo();
    await line.call('detachSound', {});
  }

  line.onSound((bytes) => open?.speaker.play(bytes));
  line.onSoundMessage((message) => {
    if (message.type === 'soundFormat') open?.speaker.format(message.sample_rate);
    else if (message.type === 'soundStop') open?.speaker.stop();
    else open?.speaker.gain(message.gain, message.ramp_ms);
  });
  line.onEvent((event) => {
    if (event.type !== 'soundChanged') return;
    isOurs = event.sound === 'browser';
    letGoUnlessOurs();
  });
  line.onLine((state) => {
    if (!open) return;
    if (state === 'connected') void ask();
    else open.speaker.stop();
  });

  async function attachNow(): Promise<Result<null>> {
    const speaker = parts.createSpeaker();
    const microphone = await parts.openMicrophone(
      (bytes) => line.sendSound(bytes),
      () => void detach(),
    );
    if (!microphone.ok) {
      speaker.close();
      return microphone;
    }
    open = { microphone: microphone.value, speaker };
    const attached = await ask();
    if (!attached.ok) letGo();
    return attached;
  }
  let attaching: Promise<Result<null>> | null = null;

  return {
    async attach() {
      if (attaching) return attaching;
      if (open) return ok(null);
      attaching = attachNow();
      try {
        return await attaching;
      } finally {
        attaching = null;
      }
    },
    detach,
  };
}
