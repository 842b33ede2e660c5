/** Which microphones or speakers can be chosen. Pure. */
import type { DeviceView } from '../../../electron/contract/desk-views.ts';

export interface DeviceNames {
  /** For the one the system uses. */
  readonly system: string;
  /** Behind the name of one that is set and not there. */
  readonly missing: string;
}

/**
 * The system's choice first; a device that is set but not there stays choosable, so that it is seen.
 * @param devices null while they are not known
 * @param chosen as it is set; empty for the system's
 */
export function deviceOptions(
  devices: readonly DeviceView[] | null,
  chosen: string,
  { system, missing }: DeviceNames,
): readonly { readonly value: string; readonly label: string }[] {
  const listed = (devices ?? []).map(({ name }) => ({ value: name, label: name }));
  const isListed = chosen === '' || listed.some(({ value }) => value === chosen);
  return [
    { value: '', label: system },
    ...listed,
    ...(isListed ? [] : [{ value: chosen, label: devices === null ? chosen : `${chosen} ${missing}` }]),
  ];
}
