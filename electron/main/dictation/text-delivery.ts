/**
 * Delivers dictated pieces in order: into our own field, by pasting, or onto the clipboard, and puts the user's
 * clipboard back when it still holds what was put there. Logs ways and outcomes, never text.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { faultOf } from '../../contract/errors.ts';
import type { KeyHook } from '../key-hook/key-hook.ts';
import type { MainContext } from '../main-context.ts';
import { deliveryWay, joinedPiece, mayRestore } from './delivery-plan.ts';
import type { DeliveryWay } from './delivery-plan.ts';
import type { OwnField } from './own-field.ts';
import type { KeptClipboard, SystemClipboard } from './system-clipboard.ts';
import { BETWEEN_PASTES_MS, RESTORE_AFTER_MS, SETTLE_MS } from './tuning.ts';

export interface TextDelivery {
  /** A piece of the dictation that runs. */
  deliver(text: string): void;
  /** The dictation is over: the next piece begins another. */
  finish(): void;
  /** Waits for what is on its way and puts the clipboard back at once. */
  close(): Promise<void>;
}

export interface DeliveryParts {
  readonly context: Pick<MainContext, 'settings' | 'desktop' | 'windows' | 'log'>;
  readonly hook: Pick<KeyHook, 'paste'>;
  readonly clipboard: SystemClipboard;
  readonly findField: () => Promise<OwnField>;
  /** Once for each dictation that could not be typed. */
  onClipboardInstead(): void;
}

export function createTextDelivery(parts: DeliveryParts): TextDelivery {
  const { context, hook, clipboard } = parts;
  let queue: Promise<void> = Promise.resolve();
  let anything = false;
  let gaveUp = false;
  /** What of this dictation lies on the clipboard for the user. */
  let left = '';
  let kept: KeptClipboard | null = null;
  let ours = '';
  let restoring: NodeJS.Timeout | undefined;
  let pastedAtMs = -Infinity;

  async function restore(): Promise<void> {
    clearTimeout(restoring);
    const content = kept;
    kept = null;
    if (content && mayRestore(await clipboard.readText(), ours)) await content.restore();
  }

  async function paste(piece: string): Promise<boolean> {
    clearTimeout(restoring);
    await delay(Math.max(0, pastedAtMs + BETWEEN_PASTES_MS - performance.now()));
    if (!kept || !mayRestore(await clipboard.readText(), ours)) kept = await clipboard.keep();
    ours = piece;
    await clipboard.writeText(piece);
    await delay(SETTLE_MS);
    const outcome = await hook.paste();
    if (outcome === 'sent') {
      pastedAtMs = performance.now();
      restoring = setTimeout(() => inOrder(restore), RESTORE_AFTER_MS);
      return true;
    }
    context.log.info({ outcome }, 'Dictated text could not be pasted.');
    kept = null;
    return false;
  }

  async function leave(text: string, way: DeliveryWay): Promise<void> {
    // an earlier piece was pasted and may still lie there; from here on the clipboard is the user's text
    clearTimeout(restoring);
    kept = null;
    left = left === '' ? text.trimStart() : left + text;
    await clipboard.writeText(left);
    const instead = way === 'clipboardInstead';
    context.windows.broadcast({
      type: 'dictationDelivered',
      how: 'clipboard',
      fault: instead ? faultOf('paste_unverified') : null,
    });
    if (instead && !gaveUp) parts.onClipboardInstead();
    gaveUp ||= instead;
  }

  async function deliverNow(text: string): Promise<void> {
    const piece = joinedPiece(text, anything);
    anything = true;
    const { focus, insert } = await parts.findField();
    const way = deliveryWay({
      output: context.settings().dictation.output,
      paste: context.desktop.current().paste,
      ownFocus: focus,
      gaveUp,
    });
    if (way === 'insert' && insert) await insert(piece);
    else if (way !== 'paste') return leave(piece, way);
    else if (!(await paste(piece))) return leave(piece, 'clipboardInstead');
    context.windows.broadcast({ type: 'dictationDelivered', how: 'pasted', fault: null });
  }

  const inOrder = (task: () => Promise<void> | void) => {
    queue = queue.then(task).catch((thrown: unknown) => {
      context.log.error(
        { reason: thrown instanceof Error ? thrown.name : 'unknown' },
        'Dictated text is lost.',
      );
    });
  };

  return {
    deliver: (text) => inOrder(() => deliverNow(text)),
    finish: () =>
      inOrder(() => {
        anything = false;
        gaveUp = false;
        left = '';
      }),
    close() {
      inOrder(restore);
      return queue;
    },
  };
}
