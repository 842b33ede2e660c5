/**
 * This browser's microphone and speaker as those of the conversation. Attached by the user's wish; let go when the
 * microphone is gone or the line is lost, and attached again with the next line.
 */
import { ok } from '../../../electron/contract/errors.ts';
import type { OwnSound } from '../bridge/bridge.ts';
import type { DeskLine } from '../bridge/desk-line.ts';
import { openBrowserMicrophone } from './browser-microphone.ts';
import type { BrowserMicrophone } from './browser-microphone.ts';
import { createBrowserSpeaker } from './browser-speaker.ts';
import type { BrowserSpeaker } from './browser-speaker.ts';

export function createBrowserSound(line: DeskLine): OwnSound {
  let open: { readonly microphone: BrowserMicrophone; readonly speaker: BrowserSpeaker } | null = null;

  function letGo(): void {
    open?.microphone.close();
    open?.speaker.close();
    open = null;
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
  line.onLine((state) => {
    if (!open) return;
    if (state === 'connected') void line.call('attachSound', {});
    else open.speaker.stop();
  });

  return {
    async attach() {
      if (open) return ok(null);
      const speaker = createBrowserSpeaker();
      const microphone = await openBrowserMicrophone(
        (bytes) => line.sendSound(bytes),
        () => void detach(),
      );
      if (!microphone.ok) {
        speaker.close();
        return microphone;
      }
      open = { microphone: microphone.value, speaker };
      const attached = await line.call('attachSound', {});
      if (!attached.ok) letGo();
      return attached;
    },
    detach,
  };
}
