/**
 * What a page of Parley that has been taken over might try. Each function is sent to the page whole, tries, and tells
 * what came of it. Nothing here may run inside the debugger's own evaluation where the policy does not hold: such
 * attempts are made from a timer.
 */
// eslint-disable-next-line @typescript-eslint/ban-ts-comment -- the tests' program lacks the types of a page
// @ts-nocheck -- runs inside a page

/** Names of Node and Electron that can be reached. */
export function findPowers() {
  const names = [
    'require',
    'module',
    'process',
    'Buffer',
    'global',
    '__dirname',
    'setImmediate',
    'electron',
    'ipcRenderer',
  ];
  return names.filter((name) => name in globalThis);
}

/** What the preload put there, and whether it can be swapped for something else. */
export function describeBridge() {
  const own = Object.getOwnPropertyDescriptor(window, 'parley');
  return {
    verbs: Object.keys(window.parley).sort(),
    writable: own.writable ?? false,
    configurable: own.configurable,
    sourceOfCall: Function.prototype.toString.call(window.parley.call).includes('ipcRenderer'),
  };
}

/** Turns the page's own built-ins against whoever uses them; gives what it caught, and whether a call still works. */
export async function poisonBuiltIns() {
  const caught = [];
  const before = { apply: Function.prototype.apply, then: Promise.prototype.then, parse: JSON.parse };
  const watch = (args) => {
    for (const value of args) {
      if (value !== null && typeof value === 'object' && 'sendSync' in value) caught.push('ipcRenderer');
    }
  };
  Function.prototype.apply = function (self, args) {
    watch([self, ...(args ?? [])]);
    return Reflect.apply(before.apply, this, [self, args]);
  };
  JSON.parse = () => {
    throw new Error('poisoned');
  };
  try {
    const answer = await window.parley.call('getDesktop', {});
    return { caught, works: answer.ok };
  } finally {
    Function.prototype.apply = before.apply;
    JSON.parse = before.parse;
  }
}

export async function askForPermissions() {
  const outcome = (attempt) =>
    attempt.then(
      (value) => `granted: ${String(value)}`,
      (error) => error.name,
    );
  const after = (ms) => new Promise((resolve) => setTimeout(() => resolve('no answer'), ms));
  const position = new Promise((resolve, reject) =>
    navigator.geolocation.getCurrentPosition(resolve, () => reject(new DOMException('', 'NotAllowedError'))),
  );
  const states = {};
  for (const name of [
    'microphone',
    'camera',
    'geolocation',
    'notifications',
    'clipboard-read',
    'midi',
    'persistent-storage',
  ]) {
    states[name] = await navigator.permissions.query({ name }).then(
      ({ state }) => state,
      (error) => error.name,
    );
  }
  return {
    states,
    microphone: await outcome(navigator.mediaDevices.getUserMedia({ audio: true })),
    camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
    screen: await outcome(navigator.mediaDevices.getDisplayMedia({ video: true })),
    notifications: await Notification.requestPermission(),
    position: await Promise.race([outcome(position), after(5_000)]),
    clipboard: await outcome(navigator.clipboard.readText()),
    midi: await outcome(navigator.requestMIDIAccess({ sysex: true })),
  };
}

/** Fetches, sockets, pictures, beacons and frames to the given addresses. @returns names of those that got anything */
export async function reachOut(addresses) {
  const reached = [];
  const attempt = (name, doing) =>
    Promise.race([
      doing,
      new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), 3_000)),
    ]).then(
      () => reached.push(name),
      () => {},
    );
  for (const address of addresses) {
    await attempt(`fetch ${address}`, fetch(address));
    await attempt(`blind fetch ${address}`, fetch(address, { mode: 'no-cors' }));
    for (const tag of ['img', 'script', 'iframe', 'link', 'audio', 'object', 'embed']) {
      const element = document.createElement(tag);
      const loaded = new Promise((resolve, reject) => {
        // a frame that shows an error page loads as well: the test looks at what the server saw
        element.onload = tag === 'iframe' || tag === 'object' || tag === 'embed' ? null : resolve;
        element.onerror = () => reject(new Error('refused'));
      });
      try {
        if (tag === 'link') Object.assign(element, { rel: 'stylesheet', href: address });
        else if (tag === 'object') element.data = address;
        else element.src = address;
        document.body.append(element);
        await attempt(`${tag} ${address}`, loaded);
      } catch {
        // Trusted Types refused the address itself
      }
      element.remove();
    }
    if (address.startsWith('http')) {
      navigator.sendBeacon(address, 'x');
      const socket = new WebSocket(address.replace('http', 'ws'));
      await attempt(
        `socket ${address}`,
        new Promise((resolve, reject) => {
          socket.onopen = resolve;
          socket.onerror = reject;
        }),
      );
    }
  }
  return reached;
}

/** Code and markup made from text, from a timer so that the page's policy holds. */
export function injectCode() {
  return new Promise((resolve) =>
    setTimeout(() => {
      const refused = {};
      const attempt = (name, doing) => {
        try {
          doing();
          refused[name] = false;
        } catch (error) {
          refused[name] = error.name;
        }
      };
      window.injected = [];
      attempt('eval', () => (0, eval)('window.injected.push("eval")'));
      attempt('Function', () => new Function('window.injected.push("Function")')());
      attempt('innerHTML', () => (document.createElement('div').innerHTML = '<img src=x>'));
      attempt('script text', () => (document.createElement('script').text = 'window.injected.push("text")'));
      attempt('script src', () => (document.createElement('script').src = 'data:text/javascript,1'));
      attempt('timer text', () => setTimeout('window.injected.push("timer")', 0));
      attempt('policy', () => window.trustedTypes.createPolicy('anything', { createHTML: (text) => text }));
      attempt('worker', () => new Worker('data:text/javascript,postMessage(1)'));
      const button = document.createElement('button');
      attempt('handler', () => button.setAttribute('onclick', 'window.injected.push("handler")'));
      document.body.append(button);
      button.click();
      const style = document.createElement('style');
      style.textContent = 'body { --injected: yes }';
      document.head.append(style);
      const script = document.createElement('script');
      attempt('inline script', () => {
        script.append('window.injected.push("inline")');
        document.head.append(script);
      });
      setTimeout(() => {
        const styled = getComputedStyle(document.body).getPropertyValue('--injected').trim();
        for (const element of [button, style, script]) element.remove();
        resolve({ refused, ran: window.injected, styled });
      }, 200);
    }, 0),
  );
}

export async function readOwnHeaders() {
  const names = [
    'content-security-policy',
    'x-content-type-options',
    'cross-origin-opener-policy',
    'cross-origin-resource-policy',
    'referrer-policy',
    'permissions-policy',
  ];
  const { headers } = await fetch('/', { cache: 'no-store' });
  return Object.fromEntries(names.map((name) => [name, headers.get(name)]));
}

/** @returns what the page still is after it tried to become something else */
export async function goElsewhere(addresses) {
  for (const address of addresses) {
    try {
      location.href = address;
    } catch {
      // not even tried
    }
    const link = document.createElement('a');
    link.href = address;
    document.body.append(link);
    link.click();
    link.remove();
    const form = document.createElement('form');
    form.action = address;
    document.body.append(form);
    try {
      form.submit();
    } catch {
      // refused at once
    }
    form.remove();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return location.href;
}

export async function openWindows(addresses) {
  const opened = [];
  for (const address of addresses) {
    if (window.open(address) !== null) opened.push(address);
    if (window.open(address, '_blank', 'nodeIntegration=yes,webviewTag=yes,contextIsolation=no') !== null)
      opened.push(address);
    const link = document.createElement('a');
    Object.assign(link, { href: address, target: '_blank' });
    document.body.append(link);
    link.click();
    link.remove();
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  return opened;
}

export async function embedWebview() {
  const view = document.createElement('webview');
  view.setAttribute('src', 'app://parley/');
  view.setAttribute('allowpopups', '');
  view.setAttribute('nodeintegration', '');
  document.body.append(view);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const known = typeof view.getWebContentsId === 'function';
  view.remove();
  return known;
}

/** Saves something without asking. */
export async function downloadSomething() {
  const url = URL.createObjectURL(new Blob(['x']));
  const link = document.createElement('a');
  Object.assign(link, { href: url, download: 'from-the-page.txt' });
  document.body.append(link);
  link.click();
  link.remove();
  await new Promise((resolve) => setTimeout(resolve, 500));
}

export function callRaw({ method, params }) {
  return window.parley.call(method, params);
}

/** What a listener of the bridge is handed, besides the event itself. */
export function watchBridge() {
  return new Promise((resolve) => {
    const stop = window.parley.onEvent((...given) => {
      stop();
      resolve({ count: given.length, keys: Object.keys(given[0]) });
    });
    setTimeout(() => resolve(null), 5_000);
  });
}
