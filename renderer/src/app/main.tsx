/** Starts the window: bridge, store, and the interface the address asks for. */
import './without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openBridge } from '../bridge/open-bridge.ts';
import { BridgeContext } from '../bridge/use-bridge.ts';
import { connectStore } from '../store/desk-store.ts';
import { windowViewOf } from './window-view.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const bridge = openBridge();
connectStore(bridge);
const WindowView = windowViewOf(location.hash);

createRoot(root).render(
  <StrictMode>
    <BridgeContext value={bridge}>
      <WindowView />
    </BridgeContext>
  </StrictMode>,
);
