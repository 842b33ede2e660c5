/** Every tunable duration and size of capture, with what changing it does. */
import type { Ms } from '../../contract/audio.ts';

/** Read from a sound file at once. Larger saves calls, smaller starts sooner and holds less. */
export const FILE_READ_BYTES = 64 * 1024;

/** Files a caller wants whole in memory may be this large; longer ones must be streamed. 256 MiB are 50 minutes of 44.1 kHz stereo float. */
export const WHOLE_FILE_MAX_BYTES = 256 * 1024 * 1024;

/**
 * Silence between two files of one talk, and at least after the last before the session is asked whether it is
 * idle. Shorter than VAD's edge plus one frame would ask before the session knows that someone spoke.
 */
export const GAP_SILENCE_MS: Ms = 640;

/** A session that is not idle after this much silence is given up on, so that a talk from files always ends. */
export const IDLE_WAIT_MAX_MS: Ms = 600_000;

/** A file played in real time that fell this far behind goes on from now instead of catching up in a burst. */
export const REALTIME_LATE_MAX_MS: Ms = 1_000;

/** Frames pvrecorder keeps for a reader that is late (32 ms each): 1.6 s, so that a busy machine loses none. */
export const RECORDER_BUFFER_FRAMES = 50;

/** Frames on their way from the microphone thread that the engine has not taken yet: 2 s, then they are lost and counted. */
export const IN_FLIGHT_MAX_FRAMES = 62;

/** How often the health of the microphone is looked at. Gaps of 52 ms between frames are normal. */
export const HEALTH_TICK_MS: Ms = 250;

/** No frame for this long means stalled. Shorter would call a busy machine a broken microphone. */
export const STALLED_AFTER_MS: Ms = 1_000;

/** A microphone that was just opened may take this long to its first frame (PulseAudio null sources take a second). */
export const FIRST_FRAME_AFTER_MS: Ms = 4_000;

/** Exact zeros this long are asked about (unplugged? muted?): real microphones always hiss. */
export const INSPECT_AFTER_ZEROS_MS: Ms = 500;

/** Exact zeros this long are told to the user. Longer hides a muted microphone, shorter cries wolf at a device change. */
export const SILENT_AFTER_ZEROS_MS: Ms = 2_000;

/** A gap this long between frames is asked about: an unplugged microphone's stream moves to another device within a second. */
export const INSPECT_AFTER_GAP_MS: Ms = 400;

/** While all is well the system is asked this rarely whether the microphone is still there, in case a move made no gap. */
export const INSPECT_STEADY_MS: Ms = 15_000;

/** Where the system cannot tell why a microphone is silent, it is opened anew after this long, in case it was unplugged. */
export const SILENT_REOPEN_MS: Ms = 10_000;

/** While silent, the system is asked this often why; each time starts a short-lived process on Linux. */
export const INSPECT_EVERY_MS: Ms = 2_000;

/** First wait before a lost microphone is tried again; doubles each time up to the most. */
export const REOPEN_FIRST_MS: Ms = 250;
export const REOPEN_MOST_MS: Ms = 5_000;

/** The most where only the system is asked, without touching a device: reconnecting is noticed this soon. */
export const REOPEN_ABSENT_MOST_MS: Ms = 2_000;

/** Frames must flow this long before the waits start over, so that a device that flaps is not hammered. */
export const STEADY_AFTER_MS: Ms = 2_000;

/** A microphone thread that has not ended this long after it was asked to is abandoned (a dead server blocks a read for 1 s). */
export const STOP_WAIT_MS: Ms = 4_000;

/** The system's sound tool must answer within this. */
export const SYSTEM_QUERY_TIMEOUT_MS: Ms = 2_000;

/**
 * Positions are set right when every frame of this many (2 s) came late: fewer would take a reader that was held
 * up, and then catches up, for lost sound.
 */
export const LATENESS_WINDOW_FRAMES = 64;

/** Sound missing by this much over the whole window was lost. Below it lies jitter of the device. */
export const LATENESS_LOST_MS: Ms = 250;

/** A listing of devices takes tens of milliseconds; one that takes this long hangs in a driver. */
export const LIST_TIMEOUT_MS: Ms = 5_000;

/** A read that fails sooner than this did not wait for sound: the device is broken, not quiet. */
export const QUICK_FAILURE_MS: Ms = 200;

/** So many quick failures in a row, with a pause between, end the recording: a hiccup of half a second is ridden out. */
export const QUICK_FAILURES_MAX = 20;
export const QUICK_FAILURE_PAUSE_MS: Ms = 20;

/** Sound sent by somebody else comes in bursts and over networks: nothing for this long is told. */
export const STREAM_STALLED_AFTER_MS: Ms = 2_500;

/** Most of one sent piece that is looked at: what the queue behind it holds. The rest of it is lost and told. */
export const STREAM_BURST_MAX_MS: Ms = 2_000;
