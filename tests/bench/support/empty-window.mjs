/** The smallest Electron app there is: one window with one word, to compare a start with. */
import { BrowserWindow, app } from 'electron';

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1040, height: 760, webPreferences: { sandbox: true } });
  return window.loadURL('data:text/html,<p>empty</p>');
});
app.on('window-all-closed', () => app.quit());
