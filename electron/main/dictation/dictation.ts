/** Dictation into other programs: starts and stops it at the desk, and hands what was said to the delivery. */
import { Notification, app, shell } from 'electron';
import type { KeyHook } from '../key-hook/key-hook.ts';
import type { MainContext } from '../main-context.ts';
import { dictationTexts } from './dictation-texts.ts';
import { openClipboard } from './open-clipboard.ts';
import { findOwnField } from './own-field.ts';
import { createTextDelivery } from './text-delivery.ts';

export interface DesktopDictation {
  toggle(): void;
  close(): Promise<void>;
}

export function createDictation(context: MainContext, hook: Pick<KeyHook, 'paste'>): DesktopDictation {
  /** Windows that are open say it themselves. */
  function sayOnClipboard(): void {
    if (context.windows.isMainVisible() || !Notification.isSupported()) return;
    const setting = context.settings().appearance.language;
    const german = setting === 'de' || (setting === 'system' && /^de\b/i.test(app.getLocale()));
    new Notification({ ...dictationTexts[german ? 'de' : 'en'], silent: true }).show();
  }

  const delivery = createTextDelivery({
    context,
    hook,
    clipboard: openClipboard(),
    findField: findOwnField,
    onClipboardInstead: sayOnClipboard,
  });
  const stop = context.desk.onEvent((event) => {
    if (event.type === 'dictated' && event.isFinal) delivery.deliver(event.text);
    if (event.type === 'dictationEnded') delivery.finish();
  });

  return {
    toggle() {
      const dictating = context.desk.snapshot()?.talk.dictating ?? false;
      void context.desk.call(dictating ? 'stopDictation' : 'startDictation', {}).then((result) => {
        if (result.ok) return;
        context.log.warn({ code: result.fault.code }, 'Dictation was not started.');
        // no window may be there to say it
        shell.beep();
      });
    },
    close() {
      stop();
      return delivery.close();
    },
  };
}
