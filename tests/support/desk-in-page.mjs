/** What a test does inside a window of the app: a line to the desk of its own. Each function is sent to the page whole. */
// eslint-disable-next-line @typescript-eslint/ban-ts-comment -- the tests' program lacks the types of a page
// @ts-nocheck -- runs inside a page

/** Opens a line and leaves it on the page; the page's own line is replaced by it, as after a restart. */
export async function openDeskInPage(portMessage) {
  const port = await new Promise((resolve, reject) => {
    const hear = (event) => {
      if (event.data !== portMessage || !event.ports[0]) return;
      removeEventListener('message', hear);
      resolve(event.ports[0]);
    };
    addEventListener('message', hear);
    window.parley.call('connectDesk', {}).then((answer) => answer.ok || reject(new Error(answer.fault.code)));
  });
  const waiting = new Map();
  const desk = { events: [], nextId: 1_000_000, waiting, port };
  port.addEventListener('message', ({ data }) => {
    if (data.type === 'event') desk.events.push(data.event);
    if (data.type !== 'answer' || !waiting.has(data.id)) return;
    waiting.get(data.id)(data);
    waiting.delete(data.id);
  });
  port.start();
  window.testDesk = desk;
}

export function callDeskInPage({ method, params }) {
  const { testDesk } = window;
  const id = testDesk.nextId++;
  return new Promise((resolve) => {
    testDesk.waiting.set(id, resolve);
    testDesk.port.postMessage({ type: 'call', id, method, params });
  });
}

export function deskEventsInPage() {
  return window.testDesk.events;
}

export function callDesktopInPage({ method, params }) {
  return window.parley.call(method, params);
}
