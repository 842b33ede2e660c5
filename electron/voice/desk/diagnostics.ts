/**
 * A bundle for a report: versions, machine, models, faults and measurements as JSON. Made of a list of what is taken,
 * never of what is left out: nothing that was said, no settings but those listed, no name of a person's folder.
 */
import { cpus, homedir, release, totalmem, userInfo } from 'node:os';
import type { Snapshot } from '../../contract/desk-views.ts';
import type { Connection } from './connection.ts';
import type { DeskParts } from './desk-calls.ts';

/** Puts signs in the place of the home folder and of the user's name, which paths in messages may hold. */
export function redact(text: string, home: string, user: string): string {
  const forms = [home, home.replaceAll('\\', '/'), JSON.stringify(home).slice(1, -1)];
  let redacted = text;
  for (const form of new Set(forms)) if (form.length > 1) redacted = redacted.replaceAll(form, '~');
  // what lies in other users' folders, or in ours under another name
  redacted = redacted.replace(/((?:\/|\\\\?)(?:home|Users)(?:\/|\\\\?))[^/\\"\s]+/g, '$1...');
  if (user.length > 2) redacted = redacted.replaceAll(new RegExp(`\\b${escapeRegExp(user)}\\b`, 'g'), '...');
  return redacted;
}

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Choices that explain behaviour; none of them is free text. */
function choicesOf({ settings }: Snapshot) {
  const { recognizer, voice, language, endpointing, interruptible, echoCancelling, network, talk } = settings;
  const { mode, muted } = talk;
  return { recognizer, voice, language, endpointing, interruptible, echoCancelling, network, mode, muted };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // a process whose user has no entry has no name to hide
    return '';
  }
}

/** @param connection whose snapshot is described */
export async function diagnosticsText(parts: DeskParts, connection: Connection): Promise<string> {
  const snapshot = parts.snapshotFor(connection);
  const { engine, services } = parts;
  const history = services.history.status();
  const findings = await services.diagnose(() => {});
  // devices may be named after their owner
  const monitor = engine.monitor();
  const sessions = monitor.sessions.map(({ source: _source, sink: _sink, ...rest }) => rest);
  const bundle = {
    made: new Date().toISOString(),
    parley: snapshot.version,
    host: snapshot.host,
    runtime: { node: process.versions.node, electron: process.versions['electron'] ?? null },
    system: {
      platform: process.platform,
      release: release(),
      arch: process.arch,
      cores: cpus().length,
      processor: cpus()[0]?.model ?? '',
      memory_mb: Math.round(totalmem() / 1e6),
    },
    choices: choicesOf(snapshot),
    ready: snapshot.ready,
    // their details name devices, files and servers
    faults: snapshot.faults.map(({ code }) => code),
    findings: findings.map(({ name, state }) => ({ name, state })),
    history: { saving: history.saving, fault: history.fault?.code ?? null, turns: history.turns },
    monitor: { ...monitor, sessions },
  };
  return redact(JSON.stringify(bundle, null, 2), homedir(), userName());
}
