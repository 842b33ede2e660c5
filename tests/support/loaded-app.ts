/**
 * The real app whose voice process a test can burden: with conversations that speak recordings, and with memory. The
 * test's own entry takes the place of the app's when the voice is started again; the app itself knows nothing of it.
 */
import { fileURLToPath } from 'node:url';
import { callDesktop, launchApp, until } from './app-window.ts';
import type { AppOptions, LaunchedApp } from './app-window.ts';

const entry = fileURLToPath(new URL('loaded-voice.mjs', import.meta.url));

export type Burden =
  | { readonly do: 'sessions'; readonly paths: readonly (readonly string[])[] }
  | { readonly do: 'hold'; readonly megabytes: number }
  | { readonly do: 'letGo' };

export interface LoadedApp extends LaunchedApp {
  burden(burden: Burden): Promise<void>;
}

interface TestVoice {
  postMessage(sent: unknown): void;
}

/** Resolves when the burdened voice runs. Without `env` there is no sound system, as with launchApp. */
export async function launchLoadedApp(options: AppOptions): Promise<LoadedApp> {
  const app = await launchApp(options);
  try {
    await app.ready();
    await app.electron.evaluate(({ utilityProcess }, path) => {
      const { fork } = utilityProcess;
      utilityProcess.fork = (_entry, args, given) => {
        const voice = fork(path, args, given);
        (globalThis as unknown as { testVoice: TestVoice }).testVoice = voice;
        return voice;
      };
    }, entry);
    const first = await app.voicePid();
    process.kill(first!, 'SIGKILL');
    await until(
      () => app.voicePid(),
      (pid) => pid !== null && pid !== first,
    );
    const page = await app.mainPage();
    await until(
      async () => {
        const desktop = await callDesktop(page, 'getDesktop', {});
        return desktop.ok ? desktop.value.voice.state : null;
      },
      (state) => state === 'running',
    );
    // whoever looks at the page now looks at the new voice
    await page.reload();
  } catch (thrown) {
    const said = app.stderr();
    await app.stop();
    throw new Error(`the burdened voice does not start: ${said}`, { cause: thrown });
  }
  return {
    ...app,
    burden: (burden) =>
      app.electron.evaluate(
        (_, message) => (globalThis as unknown as { testVoice: TestVoice }).testVoice.postMessage(message),
        { type: 'test', ...burden },
      ),
  };
}
