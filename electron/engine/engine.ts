/**
 * What is heavy and shared: models, lanes, the store, the alarm clock. Sessions are opened on it, up to a limit.
 * A part that cannot be had costs what needs it and nothing else; `faults` tells which.
 */
import { randomBytes } from 'node:crypto';
import { cpus } from 'node:os';
import type { MonoSound } from '../contract/audio.ts';
import { err, faultOf, ok } from '../contract/errors.ts';
import type { Fault, Result } from '../contract/errors.ts';
import type { Settings } from '../contract/settings.ts';
import { createBrain } from './brain/brain.ts';
import { createAlarmClock } from './brain/alarm-clock.ts';
import type { DueItem } from './brain/alarm-clock.ts';
import { createSkillTools } from './brain/language-model/skill-tools.ts';
import { createSkillResponder } from './brain/skills/skill-responder.ts';
import { cleanDictation } from './dictation/clean-dictation.ts';
import { openEchoCanceller } from './echo/open-echo-canceller.ts';
import type { Engine, EngineOptions, OpenSessionOptions } from './engine-port.ts';
import { createUpkeep } from './engine-upkeep.ts';
import { createFrameQueue } from './pressure/frame-queue.ts';
import { createRealClock } from './runtime/clock.ts';
import { containListener } from './runtime/contain-listener.ts';
import { createCoreScheduler } from './runtime/core-scheduler.ts';
import { createScope } from './runtime/scope.ts';
import { createVirtualClock } from './runtime/virtual-clock.ts';
import { openSession } from './session.ts';
import type { Session } from './session.ts';
import { limitsOf } from './session-keeper.ts';
import { createKeywordSlot, sherpaKeywordSpotters } from './session/keyword-slot.ts';
import { createLanguageModelSlot } from './session/language-model-slot.ts';
import { loadModels } from './session/load-models.ts';
import { createSink, createSource } from './session/session-io.ts';
import type { EngineTime, SessionOutput } from './session/session-io.ts';
import { createWakePhrase } from './session/wake-phrase.ts';
import { announcementOf } from './session/announcement.ts';
import { formatTranscript } from './stt/subtitles.ts';
import { createSideRecognition } from './side-recognition.ts';
import { transcribeFile } from './transcribe-file.ts';
import { speakTextToFile } from './session/speak-to-file.ts';

const bugOf = (thrown: unknown) => ({ error: thrown instanceof Error ? thrown.name : typeof thrown });

const isBackground = ({ background, input }: OpenSessionOptions) => background ?? input.kind !== 'microphone';

export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { services, log } = options;
  const virtual = options.fast ? createVirtualClock() : null;
  const time: EngineTime = { clock: virtual ?? createRealClock(), virtual };
  const { clock } = time;
  const scope = createScope();
  const scheduler = createCoreScheduler(options.cores ?? Math.max(1, cpus().length));
  const { settings } = services;
  const need = options.need ?? { hearing: true, voice: true };
  const models = await loadModels({ library: services.models, settings: settings(), clock, scheduler, need });
  scope.defer(() => models.close());
  const side = createSideRecognition({ library: services.models, clock, scheduler, models, settings });
  scope.defer(() => side.close());
  const tellBug = (thrown: unknown) => log.error(bugOf(thrown), 'a listener threw');
  const faults: Fault[] = [...models.faults];
  if (need.voice) void models.voice().then((voice) => void (voice.ok || faults.push(voice.fault)));

  const sessions = new Map<string, Session>();
  const limits = () =>
    limitsOf(settings(), {
      ...options.limits,
      ...(options.maxSessions === undefined ? {} : { most: options.maxSessions }),
    });
  const frameQueue = createFrameQueue(clock);
  const upkeep = createUpkeep({
    clock,
    log,
    services,
    models,
    sessions: () => [...sessions.values()],
    limits,
    needsHearing: need.hearing,
    live: virtual === null,
  });
  scope.defer(() => upkeep.close());
  const { watch, optimizer } = upkeep;
  /** Those that can be spoken in, oldest first. */
  const started = new Set<Session>();
  let opening = 0;

  const languageModel = createLanguageModelSlot(
    settings().llm,
    clock,
    services.network,
    createSkillTools({ storage: services.skills, settings: skillSettings, clock }),
  );
  scope.defer(() => languageModel.close());
  scope.defer(services.onSettings((now) => followSettings(now)));
  // one that the settings name may have come; about any other nothing new is to be told
  scope.defer(services.onModelsChanged(() => void models.follow(settings(), true)));
  scope.defer(services.onModelsChanged(() => void listenForInstalled()));

  const wakePhrase = createWakePhrase(settings().wake);
  const keyword = createKeywordSlot({
    library: services.models,
    wake: () => settings().wake,
    open: options.openKeywordSpotter ?? sherpaKeywordSpotters(clock, scheduler),
  });
  scope.defer(() => keyword.close());
  const keywordOpened = need.hearing ? await keyword.follow() : ok(undefined);
  if (!keywordOpened.ok) faults.push(keywordOpened.fault);
  const brain = createBrain({
    responders: [
      createSkillResponder({
        storage: services.skills,
        settings: skillSettings,
        clock,
        onScheduleChanged: () => alarms.refresh(),
      }),
      languageModel.responder,
    ],
    clock,
  });
  scope.defer(() => brain.close());

  /** Devices that a session did not choose for itself follow the settings, and so do the models. */
  function followSettings(now: Settings): void {
    languageModel.follow(now.llm);
    upkeep.followSettings(now);
    void followModels(now);
    const phraseFault = wakePhrase.follow(now.wake);
    if (phraseFault && now.talk.mode === 'wake')
      started.forEach((s) => s.publish({ type: 'error', ...phraseFault }));
    for (const session of sessions.values()) session.followSettings(now);
  }

  const tellStarted = (fault: Fault) =>
    started.forEach((session) => session.publish({ type: 'error', ...fault }));

  async function followModels(now: Settings): Promise<void> {
    const hears = need.hearing ? keyword.follow() : ok(undefined);
    for (const followed of await Promise.all([models.follow(now), hears]))
      if (!followed.ok) tellStarted(followed.fault);
  }

  /** A keyword model may have come; what is wrong with it is told once, however often others come and go. */
  async function listenForInstalled(): Promise<void> {
    const hears = need.hearing ? await keyword.follow(true) : ok(undefined);
    if (hears.ok || faults.some((known) => known.message === hears.fault.message)) return;
    faults.push(hears.fault);
    tellStarted(hears.fault);
  }

  function skillSettings() {
    const { units, hourCycle } = settings();
    return { units, hourCycle };
  }

  /** An alarm rings in the conversation opened last: that is where the user is. False when there is none. */
  function ring(item: DueItem): boolean {
    const session = [...started].at(-1);
    if (!session) return false;
    const { id, kind, label, dueAt } = item;
    session.publish({ type: 'alarm', id, kind, label, due: dueAt });
    session.announce(announcementOf(item));
    return true;
  }
  const alarms = createAlarmClock({ storage: services.skills, clock, onDue: ring });
  // what goes wrong with saving is told where the user is
  scope.defer(services.onFault((fault) => [...started].at(-1)?.publish({ type: 'error', ...fault })));
  scope.defer(() => alarms.close());

  function createCanceller(output: SessionOutput) {
    // files and sockets carry no echo of ours; only a speaker can be heard by a microphone
    return openEchoCanceller(output.kind === 'speaker' && settings().echoCancelling, (fault) => {
      faults.push(fault);
      log.warn({ code: fault.code }, 'no echo canceller');
    });
  }

  async function open(opts: OpenSessionOptions): Promise<Result<Session>> {
    const { input, output, onEvent } = opts;
    const id = `s-${randomBytes(6).toString('hex')}`;
    const { stt, vad } = models;
    if (input.kind !== 'none' && (!stt.ok || !vad.ok)) return !stt.ok ? stt : (vad as Result<never>);
    const held: { session: Session | null } = { session: null };
    const warn = (fault: Fault) => held.session?.publish({ type: 'error', ...fault });
    const sink = createSink(output, clock, settings().speaker, warn);
    const hearing =
      input.kind === 'none' || !vad.ok
        ? null
        : {
            source: createSource(
              input,
              time,
              settings().microphone,
              () => held.session?.isIdle() ?? false,
              warn,
            ),
            vad: vad.value,
            canceller: await createCanceller(output),
            sourceWaits: virtual !== null,
          };
    const session = openSession({
      id,
      isLocal: !isBackground(opts),
      watch: watch.stages,
      frameQueue,
      quality: () => watch.effects.quality,
      follows: {
        microphone: input.kind === 'microphone' && input.device === null,
        speaker: output.kind === 'speaker' && output.device === null,
      },
      clock,
      log,
      settings,
      hearing,
      stt: stt.ok ? stt.value : null,
      smallStt: () => side.small(),
      turnModel: models.endOfTurn.ok ? models.endOfTurn.value : null,
      brain,
      ...(opts.listen ? { listen: opts.listen } : {}),
      ...(opts.onLevel ? { onLevel: opts.onLevel } : {}),
      ...(opts.memory ? { memory: opts.memory } : {}),
      wakeJudge: () => wakePhrase.judge(),
      wakeSpotter: () => keyword.spotter(),
      cleanDictation,
      voice: models.voice,
      sink,
      onEvent(event) {
        // whoever speaks will be answered: a voice that was let go of comes back meanwhile
        if (event.type === 'speechStart') models.prepareVoice();
        watch.note(event);
        return onEvent(event);
      },
      onStarted(session) {
        started.add(session);
        // what fell due while nobody was there rings now, not at the clock's next look
        alarms.refresh();
        const phraseFault =
          opts.listen === 'settings' && settings().talk.mode === 'wake' && wakePhrase.fault();
        if (phraseFault) session.publish({ type: 'error', ...phraseFault });
      },
      onTurnFinished(record, sound: MonoSound | null) {
        if (opts.keepHistory !== false) services.keepTurn(record, sound);
      },
    });
    held.session = session;
    sessions.set(id, session);
    // the last step may have been taken while this one was being opened
    if (!session.isLocal) session.setPaused(watch.effects.pausesSessions);
    void session.ended.then(() => {
      sessions.delete(id);
      started.delete(session);
    });
    if (!scope.signal.aborted) return ok(session);
    await session.close();
    return err('closed');
  }

  return {
    faults,
    models,
    voiceReady: models.voice().then(() => undefined),
    async openSession(opts) {
      if (scope.signal.aborted) return err('closed');
      if (isBackground(opts) && watch.effects.pausesSessions) return err('overloaded');
      if (sessions.size + opening >= limits().most) {
        return { ok: false, fault: faultOf('session_limit', String(sessions.size)) };
      }
      opening++;
      try {
        return await open(opts);
      } finally {
        opening--;
      }
    },
    async speakToFile(text, path, signal) {
      const voice = await models.voice();
      if (!voice.ok) return voice;
      return speakTextToFile(voice.value, text, settings().speechRate, path, signal);
    },
    async transcribe({ format, ...file }) {
      const result = await transcribeFile(models, {
        ...file,
        language: settings().language,
        words: format !== 'txt',
      });
      if (!result.ok) return result;
      return ok({
        text: formatTranscript(result.value, format),
        durationSeconds: result.value.durationSeconds,
      });
    },
    retranscribe: (...given) =>
      watch.effects.refusesBackgroundJobs ? Promise.resolve(err('overloaded')) : side.retranscribe(...given),
    measureMachine: (...given) =>
      watch.effects.refusesBackgroundJobs
        ? Promise.resolve(err('overloaded'))
        : side.measureMachine(...given),
    monitor: () => watch.monitor(),
    onPressure: (listener) => watch.onPressure(containListener(listener, tellBug)),
    onAlert: (listener) => watch.onAlert(containListener(listener, tellBug)),
    muteAlert: (code, muted) => watch.muteAlert(code, muted),
    optimize: (request) => optimizer.run(request),
    sessions: () => [...sessions.values()],
    lanes: () => models.lanes(),
    async close() {
      await Promise.all([...sessions.values()].map((session) => session.close()));
      await scope.close();
    },
  };
}
