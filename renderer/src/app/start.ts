/**
 * The first script of the page: lets the frame that stands in index.html be painted, then loads the interface. Owns
 * what may happen before that is there, and what is said when it cannot be loaded. Small: it imports nothing of the rest.
 */
import '../styles/app.css';
import { notLoadedText } from './not-loaded-text.ts';

/** A page that is not seen has no frames; it is loaded all the same. Milliseconds. */
const NO_FRAME_AFTER_MS = 100;

/** Resolves once the first frame has been made. */
function firstFrame(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, NO_FRAME_AFTER_MS);
    // what is asked for in a frame runs before it is painted
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

function tellNotLoaded(): void {
  const { language, text } = notLoadedText(navigator.languages);
  const said = document.createElement('p');
  said.role = 'alert';
  said.className = 'mx-auto max-w-xl p-8';
  said.textContent = text;
  document.documentElement.lang = language;
  document.getElementById('root')?.replaceChildren(said);
}

// the address keeps it for the interface, and tells it once that is there (route.ts)
window.parley?.onEvent((event) => {
  if (event.type === 'pageRequested') location.hash = `#/${event.page}`;
});

void firstFrame()
  .then(() => import('./main.tsx'))
  .catch((thrown: unknown) => {
    tellNotLoaded();
    throw thrown;
  });
