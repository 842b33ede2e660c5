/**
 * Real keys on a real display, in the real Electron: the global shortcuts with and without the key hook, and dictation
 * into a text field of another program. The desk is the only thing that is not real here; it notes what it is asked.
 */
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startElectronScript } from '../../support/electron-script.ts';
import type { ElectronScript, Told } from '../../support/electron-script.ts';
import { openXKeyboard } from '../../support/x-keyboard.ts';
import type { XKeyboard } from '../../support/x-keyboard.ts';
import { startXvfb } from '../../support/xvfb.ts';
import type { VirtualDisplay } from '../../support/xvfb.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const TALK = ['ctrl', 'shift', 'space'] as const;

interface DesktopPart {
  shortcuts: Record<'talk' | 'dictate', { style: string; reason: string }>;
  paste: string;
}

const calls = (script: ElectronScript, from = 0) =>
  script.told.slice(from).flatMap(({ call }) => (typeof call === 'string' ? [call] : []));
const called = (name: string) => (told: Told) => told['call'] === name;
const talkIs = (style: string, reason?: string) => (told: Told) => {
  const talk = (told['desktop'] as DesktopPart | undefined)?.shortcuts.talk;
  return talk?.style === style && (reason === undefined || talk.reason === reason);
};

describe.runIf(process.platform === 'linux')('keys on a real display', () => {
  let screen: VirtualDisplay;
  let keyboard: XKeyboard;
  let editor: ElectronScript;
  let parley: ElectronScript;

  beforeAll(async () => {
    screen = await startXvfb();
    keyboard = openXKeyboard(screen.display);
    editor = await startElectronScript(at('./editor-main.mjs'), screen.display);
    await keyboard.focus('Editor');
  });
  afterAll(async () => {
    await editor?.stop();
    await screen?.stop();
  });
  beforeEach(async () => {
    parley = await startElectronScript(at('./keys-main.mjs'), screen.display);
    await parley.waitFor(talkIs('hold', 'key_up_seen'));
  });
  afterEach(async () => {
    await keyboard.up('space', 'd', 'shift', 'ctrl');
    await parley.stop();
    await editor.ask('giveBack');
    await editor.ask('clear');
  });

  describe('the talk key', () => {
    it('is heard down and up while another program is in front, repeats being nothing', async () => {
      await keyboard.down(...TALK);
      await parley.waitFor(called('pressTalk'));
      // held beyond the delay after which keys repeat
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await keyboard.up('ctrl');
      await parley.waitFor(called('releaseTalk'));
      await keyboard.up('space', 'shift');
      // a second press proves that nothing came between
      await keyboard.down(...TALK);
      await keyboard.up('space', 'shift', 'ctrl');
      await parley.waitFor(called('releaseTalk'), parley.told.findIndex(called('releaseTalk')) + 1);
      expect(calls(parley)).toEqual(['pressTalk', 'releaseTalk', 'pressTalk', 'releaseTalk']);
    });

    it('does not reach the program in front, and other keys do and are told to nobody', async () => {
      await keyboard.type('hunter2 ');
      await keyboard.down(...TALK);
      await keyboard.up('space', 'shift', 'ctrl');
      await parley.waitFor(called('releaseTalk'));
      expect(await editor.ask('text')).toBe('hunter2 ');
      expect(calls(parley)).toEqual(['pressTalk', 'releaseTalk']);
      expect(JSON.stringify(parley.told)).not.toContain('hunter');
    });

    it('is released when the hook dies with it held, toggles meanwhile, and is held again afterwards', async () => {
      const first = await parley.ask('hookPid');
      expect(first).toBeGreaterThan(0);
      await keyboard.down(...TALK);
      await parley.waitFor(called('pressTalk'));
      let from = parley.told.length;
      await parley.ask('killHook');
      await parley.waitFor(called('releaseTalk'), from);
      await parley.waitFor(talkIs('toggle', 'hook_missing'), from);
      await keyboard.up('space', 'shift', 'ctrl');
      await parley.waitFor(talkIs('hold'), from);
      expect(await parley.ask('hookPid')).not.toBe(first);
      from = parley.told.length;
      await keyboard.down(...TALK);
      await keyboard.up('space', 'shift', 'ctrl');
      await parley.waitFor(called('releaseTalk'), from);
      expect(calls(parley, from)).toEqual(['pressTalk', 'releaseTalk']);
    });

    it('toggles once a press when the hook has died too often', async () => {
      for (let death = 1; death <= 4; death += 1) {
        const from = parley.told.length;
        await parley.ask('killHook');
        await parley.waitFor(talkIs('toggle'), from);
        if (death < 4) await parley.waitFor(talkIs('hold'), from);
      }
      const from = parley.told.length;
      await keyboard.down(...TALK);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await keyboard.up('space', 'shift', 'ctrl');
      await keyboard.down('ctrl', 'shift', 'd');
      await parley.waitFor(called('startDictation'), from);
      expect(calls(parley, from)).toEqual(['toggleTalk', 'startDictation']);
      expect(await parley.ask('hookPid')).toBeNull();
    });

    it('is not fired while a shortcut is recorded, and the new one only after it was let go', async () => {
      await parley.ask('record', { recording: true });
      await keyboard.down(...TALK);
      await keyboard.up('space', 'shift', 'ctrl');
      await keyboard.down('ctrl', 'alt', 'k');
      await parley.ask('settings', { patch: { shortcuts: { talk: 'Control+Alt+K', dictate: '' } } });
      await parley.ask('record', { recording: false });
      // it goes on repeating
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await keyboard.up('k', 'alt', 'ctrl');
      expect(calls(parley)).toEqual([]);
      await keyboard.down('ctrl', 'alt', 'k');
      await keyboard.up('k', 'alt', 'ctrl');
      await parley.waitFor(called('releaseTalk'));
      expect(calls(parley)).toEqual(['pressTalk', 'releaseTalk']);
    });

    it('says that another program has it, that it cannot be read, and that there is none', async () => {
      expect(await editor.ask('take', { accelerator: 'Control+F8' })).toBe(true);
      await parley.ask('settings', { patch: { shortcuts: { talk: 'Control+F8', dictate: 'Control+Nix' } } });
      expect(await parley.ask('desktop')).toMatchObject({
        shortcuts: {
          talk: { style: 'none', reason: 'taken' },
          dictate: { style: 'none', reason: 'invalid' },
        },
      });
      await parley.ask('settings', { patch: { shortcuts: { talk: '', dictate: 'Control+F9' } } });
      expect(await parley.ask('desktop')).toMatchObject({
        shortcuts: { talk: { reason: 'not_set' }, dictate: { style: 'hold' } },
      });
      expect(await parley.ask('registered', { accelerator: 'Control+Shift+Space' })).toBe(false);
    });
  });

  describe('dictation', () => {
    const dictate = async (...pieces: readonly string[]) => {
      for (const text of pieces) {
        await parley.ask('say', { event: { type: 'dictated', text, isFinal: true } });
      }
      await parley.ask('say', { event: { type: 'dictationEnded', fault: null } });
    };
    const delivered = (count: number) => (told: Told) =>
      told['broadcast'] === 'dictationDelivered' &&
      parley.told.filter(({ broadcast }) => broadcast === 'dictationDelivered').length >= count;

    it('is started and ended by its key', async () => {
      await keyboard.down('ctrl', 'shift', 'd');
      await keyboard.up('d', 'shift', 'ctrl');
      await parley.waitFor(called('startDictation'));
      await keyboard.down('ctrl', 'shift', 'd');
      await keyboard.up('d', 'shift', 'ctrl');
      await parley.waitFor(called('stopDictation'));
      expect(calls(parley)).toEqual(['startDictation', 'stopDictation']);
    });

    it('is typed into the field of the other program, in order, and its clipboard comes back', async () => {
      await editor.ask('copy', { data: { text: 'old', html: '<b>old</b>' } });
      expect(await editor.ask('focused')).toBe(true);
      await dictate('The first piece.', 'Größe & "zwei".');
      await parley.waitFor(delivered(2));
      await expect
        .poll(() => editor.ask('text'), { timeout: 10_000 })
        .toBe('The first piece. Größe & "zwei".');
      await expect
        .poll(() => editor.ask('clipboard'), { timeout: 10_000 })
        .toMatchObject({ text: 'old', html: expect.stringContaining('<b>old</b>') as string });
      expect(parley.told.filter(({ broadcast }) => broadcast)).toEqual([
        { broadcast: 'dictationDelivered', how: 'pasted', fault: null },
        { broadcast: 'dictationDelivered', how: 'pasted', fault: null },
      ]);
    });

    it('does not take away what was copied after it', async () => {
      await editor.ask('copy', { data: { text: 'old' } });
      await dictate('words');
      await parley.waitFor(delivered(1));
      await expect.poll(() => editor.ask('text'), { timeout: 10_000 }).toBe('words');
      await editor.ask('copy', { data: { text: 'copied later' } });
      // longer than the old content waits to be put back
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect(await editor.ask('clipboard')).toMatchObject({ text: 'copied later' });
    });

    it('waits until the keys of its shortcut are let go', async () => {
      await keyboard.down('ctrl', 'shift');
      await dictate('after');
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(await editor.ask('text')).toBe('');
      await keyboard.up('shift', 'ctrl');
      await parley.waitFor(delivered(1));
      await expect.poll(() => editor.ask('text'), { timeout: 10_000 }).toBe('after');
    });

    it('stays on the clipboard, and says so, where a modifier is never let go', async () => {
      await keyboard.down('ctrl');
      await dictate('left');
      const told = await parley.waitFor(delivered(1));
      await keyboard.up('ctrl');
      expect(told).toMatchObject({ how: 'clipboard', fault: 'paste_unverified' });
      expect(await editor.ask('clipboard')).toMatchObject({ text: 'left' });
      expect(await editor.ask('text')).toBe('');
    });

    it('stays on the clipboard without a fault where the settings say so', async () => {
      await parley.ask('settings', { patch: { dictation: { output: 'clipboard' } } });
      await dictate('one', 'two');
      await parley.waitFor(delivered(2));
      expect(await editor.ask('clipboard')).toMatchObject({ text: 'one two' });
      expect(await editor.ask('text')).toBe('');
      expect(parley.told.filter(({ fault }) => fault)).toEqual([]);
    });
  });
});
