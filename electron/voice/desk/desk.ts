/**
 * The voice process's side of every window: one conversation, shared by all connections, which come and go. Owns the
 * conversation and who is told what; refuses to know how a connection is carried.
 */
import type { Carrier } from '../../contract/carrier.ts';
import type { DeskEvent } from '../../contract/desk-events.ts';
import type { Snapshot } from '../../contract/desk-views.ts';
import { ok } from '../../contract/errors.ts';
import type { FaultCode } from '../../contract/errors.ts';
import type { Engine } from '../../engine/engine-port.ts';
import type { Logger } from '../../engine/runtime/logger.ts';
import type { Services } from '../../engine/services.ts';
import { createConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { createConversation } from './conversation.ts';
import type { DeskCalls, DeskParts } from './desk-calls.ts';
import { createDeviceCalls } from './device-calls.ts';
import { createHistoryCalls } from './history-calls.ts';
import { createModelCalls } from './model-calls.ts';
import { createMonitorCalls } from './monitor-calls.ts';
import { captureFaults, createPresentFaults, speakerFaults } from './present-faults.ts';
import { restoreMemory } from './restored-memory.ts';
import { createSessionFollower, hearingSettings } from './session-follower.ts';
import { createSettingsCalls } from './settings-calls.ts';
import { createSoundCalls } from './sound-calls.ts';
import { createTalkCalls } from './talk-calls.ts';
import { initialTalk, reduceTalk, withWish } from './talk-state.ts';
import type { TalkModel } from './talk-state.ts';
import { deskTuning } from './tuning.ts';
import { createTurnViews } from './turn-views.ts';
import { createWakeCalls } from './wake-calls.ts';

export interface DeskOptions {
  readonly engine: Engine;
  readonly services: Services;
  /** Where this process runs; shown, and decides whether a missing microphone is a fault or simply not there. */
  readonly host: Snapshot['host'];
  /** Parley's. */
  readonly version: string;
  readonly log: Logger;
}

export interface Desk {
  /** `opening` until the conversation can be talked to; `closed` is final. */
  readonly state: 'opening' | 'open' | 'closed';
  /** Serves one more window until its carrier closes. A closed desk closes the carrier with 1001. */
  connect(carrier: Carrier): void;
  /** Ends the conversation and closes every carrier. Engine and services stay open. Idempotent. */
  close(): Promise<void>;
}

export function createDesk(options: DeskOptions): Desk {
  const { engine, services, log } = options;
  const connections = new Set<Connection>();
  const stops: (() => void)[] = [];
  const turns = createTurnViews(services);
  const memory = restoreMemory(services.history.recentTurns({ limit: deskTuning.memoryTurns }), Date.now());
  let talk: TalkModel = initialTalk(services.settings());
  let soundOwner: Connection | null = null;
  let ready: Snapshot['ready'] = { hearing: false, voice: false };
  /** Why there is no conversation; null while there is one. */
  let whyNotOpen: FaultCode | null = null;
  let closed = false;

  const broadcast = (event: DeskEvent) => {
    for (const connection of connections) connection.tell(event);
  };

  const faults = createPresentFaults({
    onRaised: (fault) => broadcast({ type: 'faultRaised', fault }),
    onCleared: (code) => broadcast({ type: 'faultCleared', code }),
  });

  function setTalk(next: TalkModel): void {
    const last = talk;
    talk = next;
    if (next.talk !== last.talk) broadcast({ type: 'talkChanged', talk: next.talk });
    if (next.live !== last.live) broadcast({ type: 'liveChanged', live: next.live });
  }

  /** A browser that brought its sound hears of it; for everybody else a sound in a browser is none of theirs. */
  function soundFor(connection: Connection): Snapshot['sound'] {
    if (soundOwner) return soundOwner === connection ? 'browser' : 'none';
    return conversation.sound === 'browser' ? 'none' : conversation.sound;
  }

  function tellSound(): void {
    for (const connection of connections)
      connection.tell({ type: 'soundChanged', sound: soundFor(connection) });
  }

  function setReady(next: Partial<Snapshot['ready']>): void {
    const { hearing, voice } = { ...ready, ...next };
    if (hearing === ready.hearing && voice === ready.voice) return;
    ready = { hearing, voice };
    broadcast({ type: 'readyChanged', ready });
  }

  /** Where there is no voice, another may be chosen or installed. */
  function followVoice(): void {
    void engine.models.voice().then((voice) => {
      setReady({ voice: voice.ok });
      if (!voice.ok && !closed) faults.raise(voice.fault, hearingSettings(services.settings()));
    });
  }

  const conversation = createConversation({
    engine,
    host: options.host,
    memory,
    async countDevices() {
      const { microphones, speakers } = await services.listDevices();
      return {
        microphones: microphones.ok ? microphones.value.length : 0,
        speakers: speakers.ok ? speakers.value.length : 0,
      };
    },
    onEvent(event) {
      follower.follow(event);
      setTalk(reduceTalk(talk, event));
    },
    onLevel(rms, peak, speech) {
      // one object for all who watch: each carrier takes its own copy of it when it is posted
      const message = { type: 'level', rms, peak, speech } as const;
      for (const connection of connections) if (connection.watchesLevel) connection.tellLevel(message);
    },
    onSound() {
      if (whyNotOpen) faults.clear(whyNotOpen);
      whyNotOpen = null;
      faults.replace(captureFaults, null);
      faults.replace(speakerFaults, null);
      tellSound();
    },
    onFault(fault) {
      whyNotOpen = fault.code;
      faults.raise(fault);
    },
  });

  const follower = createSessionFollower({
    services,
    conversation,
    turns,
    faults,
    lastReply: memory.findLast(({ role }) => role === 'assistant')?.text ?? '',
    connections: () => connections,
    broadcast,
    onStarted() {
      setReady({ hearing: conversation.hears });
      talking.onStarted();
      wake.follow();
    },
  });

  const parts: DeskParts = {
    engine,
    services,
    conversation,
    turns,
    faults,
    talk: () => talk,
    setTalk,
    broadcast,
    connections: () => connections,
    snapshotFor: (connection) => ({
      version: options.version,
      host: options.host,
      pid: process.pid,
      platform: process.platform,
      dataFolder: services.dataFolder,
      talk: talk.talk,
      live: talk.live,
      settings: services.shownSettings(),
      faults: faults.list(),
      ready,
      sound: soundFor(connection),
    }),
    soundOwner: () => soundOwner,
    setSoundOwner(owner) {
      const last = soundOwner;
      soundOwner = owner;
      if (last && last !== owner) last.tell({ type: 'soundChanged', sound: soundFor(last) });
    },
    lastReply: () => follower.lastReply,
  };

  const talking = createTalkCalls(parts);
  const wake = createWakeCalls(parts);
  const sound = createSoundCalls(parts);
  const monitor = createMonitorCalls(parts);
  const devices = createDeviceCalls(parts);
  stops.push(
    () => monitor.close(),
    () => devices.close(),
  );
  const calls: DeskCalls = {
    getSnapshot: (_params, connection) => ok(parts.snapshotFor(connection)),
    ...talking.calls,
    ...createHistoryCalls(parts),
    ...createSettingsCalls(parts),
    ...devices.calls,
    ...createModelCalls(parts),
    ...wake.calls,
    ...sound.calls,
    ...monitor.calls,
  };

  for (const fault of [...services.faults(), ...engine.faults]) faults.raise(fault);
  stops.push(services.onFault((fault) => faults.raise(fault)));
  stops.push(
    services.onSettings((now) => {
      broadcast({ type: 'settingsChanged', settings: services.shownSettings() });
      faults.clearStale(hearingSettings(now));
      if (!ready.voice) followVoice();
      setTalk(withWish(talk, { mode: now.talk.mode, muted: talking.follow(now) }));
    }),
  );
  stops.push(
    services.downloads.onChange((name, download) => broadcast({ type: 'downloadChanged', name, download })),
  );
  stops.push(
    services.onModelsChanged(() => {
      broadcast({ type: 'modelsChanged' });
      if (!ready.voice) followVoice();
    }),
  );
  followVoice();

  return {
    get state() {
      if (closed) return 'closed';
      return conversation.isOpen ? 'open' : 'opening';
    },
    connect(carrier) {
      if (closed) return carrier.close(1001, 'the desk is closed');
      const connection = createConnection({
        carrier,
        calls,
        log,
        onGone(gone) {
          connections.delete(gone);
          if (closed) return;
          talking.leave(gone);
          sound.leave(gone);
          if (gone.watchesMonitor) monitor.follow();
          if (gone.triesWake) wake.follow();
        },
      });
      connections.add(connection);
    },
    async close() {
      if (!closed) {
        for (const stop of stops) stop();
      }
      // the end of the conversation is still told to those who are connected
      await conversation.close();
      closed = true;
      for (const connection of [...connections]) connection.close(1001, 'Parley is closing');
    },
  };
}
