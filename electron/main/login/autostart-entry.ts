/** The XDG autostart entry that starts Parley at login (Desktop Entry Specification 1.5). Pure. */

/** Quotes one argument of `Exec`: reserved characters by backslash inside quotes, field codes doubled. */
function quoteArgument(argument: string): string {
  return `"${argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`;
}

/** A value of the string type: backslashes are escaped once more. */
const stringValue = (text: string) => text.replaceAll('\\', '\\\\');

/**
 * @param command program and its arguments
 * @returns null where a path cannot be written into such a file: it holds a control character
 */
export function autostartEntry(command: readonly string[]): string | null {
  if (command.length === 0 || command.some((argument) => /[\u0000-\u001f\u007f]/.test(argument))) return null;
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.5',
    'Name=Parley',
    'Comment=Voice assistant',
    'Comment[de]=Sprachassistent',
    `Exec=${stringValue(command.map(quoteArgument).join(' '))}`,
    'Icon=parley',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
  ];
  return `${lines.join('\n')}\n`;
}

/** @returns null without a home to write to */
export function autostartPath(environment: Readonly<Record<string, string | undefined>>): string | null {
  const config = environment['XDG_CONFIG_HOME'];
  // the specification: a relative path is to be ignored
  const folder = config?.startsWith('/') ? config : environment['HOME'] && `${environment['HOME']}/.config`;
  return folder?.startsWith('/') ? `${folder}/autostart/parley.desktop` : null;
}

export interface ProgramFacts {
  readonly packaged: boolean;
  readonly executable: string;
  readonly appPath: string;
  /** Of an AppImage: its file; what runs inside lies in a folder that is gone after the run. */
  readonly appImage: string | undefined;
}

/** What starts this very Parley again, hidden or not. */
export function startCommand(facts: ProgramFacts, hidden: boolean): readonly string[] {
  const program = facts.appImage ?? facts.executable;
  return [program, ...(facts.packaged ? [] : [facts.appPath]), ...(hidden ? ['--hidden'] : [])];
}
