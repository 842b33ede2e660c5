/** Another program: a window with a text field, its own clipboard content, and, when asked, a shortcut of its own. */
import { BrowserWindow, app, clipboard, globalShortcut } from 'electron';
import { answerLines, tell } from './line-talk.mjs';

app.setPath('userData', process.env.PARLEY_TEST_FOLDER);

async function start() {
  const window = new BrowserWindow({ width: 600, height: 300, title: 'Editor' });
  // Alt would give the keyboard to it
  window.removeMenu();
  await window.loadURL(
    'data:text/html,<title>Editor</title><textarea id="field" autofocus rows="9"></textarea>',
  );
  answerLines({
    text: () => window.webContents.executeJavaScript('document.getElementById("field").value'),
    clear: () => window.webContents.executeJavaScript('document.getElementById("field").value = ""'),
    copy: ({ data }) => clipboard.write(data),
    clipboard: () => ({ text: clipboard.readText(), html: clipboard.readHTML() }),
    focused: () => window.isFocused(),
    take: ({ accelerator }) => globalShortcut.register(accelerator, () => tell({ theirs: accelerator })),
    giveBack: () => globalShortcut.unregisterAll(),
    end: () => void setTimeout(() => app.exit(0), 50),
  });
  tell({ ready: true });
}

app.whenReady().then(start, (thrown) => {
  console.error(thrown);
  app.exit(1);
});
