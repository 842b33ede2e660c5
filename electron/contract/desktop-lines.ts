/** Names of the lines between a window's page, its preload script and the main process. Bundled into the preload. */

/** Invoked by the preload: method and parameters of `desktopSchemas`. */
export const DESKTOP_CALL_CHANNEL = 'parley:call';

/** Sent to the preload: a `DesktopEvent`. */
export const DESKTOP_EVENT_CHANNEL = 'parley:event';

/** Sent to the preload with the desk's port. */
export const DESK_PORT_CHANNEL = 'parley:port';

/** Message the preload posts to its own window with the desk's port in `ports[0]`. */
export const DESK_PORT_MESSAGE = 'parley:desk-port';
