/**
 * Whether this machine has any sound system to talk to. Asked before an audio addon is touched: without one they try
 * every plug-in of ALSA, which complains at length on stderr and finds nothing.
 */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether the kernel knows any sound card (Linux). */
export async function hasSoundCard(): Promise<boolean> {
  const cards = await readFile('/proc/asound/cards', 'utf8').catch(() => '');
  return /^\s*\d+\s*\[/m.test(cards);
}

/** Whether libpulse would find a server to talk to, judged without its tool (Linux). */
export async function mayHaveSoundServer(): Promise<boolean> {
  if (process.env['PULSE_SERVER']) return true;
  const runtime = process.env['XDG_RUNTIME_DIR'] ?? `/run/user/${process.getuid?.() ?? 0}`;
  return access(join(runtime, 'pulse', 'native')).then(
    () => true,
    () => false,
  );
}

/** False only where there is certainly nothing: Linux without a card and without a server. */
export async function mayHaveSound(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  return (await hasSoundCard()) || (await mayHaveSoundServer());
}
