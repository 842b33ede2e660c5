/* A child process that changes one setting many times. Arguments: data folder, path, then the values in turn. */
import { openSettings } from '../../out/engine/store/settings-file.js';

const [folder, path, ...values] = process.argv.slice(2);
const settings = openSettings(folder);
for (const value of values) {
  const changed = settings.set(path, value);
  if (!changed.ok) throw new Error(changed.fault.message);
}
