// whisper.cpp as a process that stays: one model loaded once, then one clip after the other from standard input,
// so that the bench times recognition alone. Owns nothing but the protocol; built outside the repository against
// whisper.cpp's public header (CONTRIBUTING.md). Refuses GPUs, fallback to other temperatures and several decoders:
// one greedy pass without timestamps over a window of the size that is asked for, as Parley's recogniser does it.
//
// Arguments: MODEL.bin THREADS
// In, a clip: a line "SAMPLES AUDIO_CTX MAX_TOKENS", then SAMPLES little-endian float32 at 16 kHz.
// Out: once "ready\tVERSION\tFEATURES"; a clip "TOTAL_MS\tMEL_MS\tENCODE_MS\tTOKENS\tTEXT". Errors: a line on
// standard error and exit code 1 (the bench says why it stopped).
#include "whisper.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point from) {
    return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

/** Tabs and line ends would break the answer's line. */
std::string onOneLine(std::string text) {
    for (char & c : text) {
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    }
    return text;
}

int fail(const char * reason) {
    std::fprintf(stderr, "%s\n", reason);
    return 1;
}

void onlyErrors(ggml_log_level level, const char * text, void *) {
    if (level == GGML_LOG_LEVEL_ERROR) std::fputs(text, stderr);
}

bool noteEncoderStart(whisper_context *, whisper_state *, void * at) {
    *static_cast<Clock::time_point *>(at) = Clock::now();
    return true;
}

whisper_full_params greedyPass(int threads) {
    whisper_full_params params = whisper_full_default_params(WHISPER_SAMPLING_GREEDY);
    params.n_threads = threads;
    params.greedy.best_of = 1;
    params.temperature = 0.0f;
    params.temperature_inc = 0.0f;
    params.language = "en";
    params.no_context = true;
    params.no_timestamps = true;
    params.single_segment = true;
    params.suppress_blank = true;
    params.suppress_nst = true;
    params.print_special = params.print_progress = params.print_realtime = params.print_timestamps = false;
    params.encoder_begin_callback = noteEncoderStart;
    return params;
}

} // namespace

int main(int argc, char ** argv) {
    if (argc < 3) return fail("usage: whisper-cpp-loop MODEL.bin THREADS");
    whisper_log_set(onlyErrors, nullptr);
    whisper_context_params contextParams = whisper_context_default_params();
    contextParams.use_gpu = false;
    whisper_context * context = whisper_init_from_file_with_params(argv[1], contextParams);
    if (!context) return fail("the model does not load");
    std::printf("ready\t%s\t%s\n", whisper_version(), onOneLine(whisper_print_system_info()).c_str());
    std::fflush(stdout);

    whisper_full_params params = greedyPass(std::atoi(argv[2]));
    Clock::time_point encoderStart;
    params.encoder_begin_callback_user_data = &encoderStart;
    std::vector<float> samples;
    unsigned long sampleCount = 0;
    while (std::scanf("%lu %d %d", &sampleCount, &params.audio_ctx, &params.max_tokens) == 3) {
        // the line's end; a scanf that skips white space would eat bytes of the sound
        if (std::getchar() != '\n') return fail("a clip's first line does not end where it should");
        samples.resize(sampleCount);
        if (std::fread(samples.data(), sizeof(float), sampleCount, stdin) != sampleCount) return fail("a clip is cut short");

        whisper_reset_timings(context);
        const Clock::time_point startedAt = encoderStart = Clock::now();
        if (whisper_full(context, params, samples.data(), static_cast<int>(sampleCount)) != 0) return fail("whisper_full failed");
        const double totalMs = millisecondsSince(startedAt);

        const double melMs = std::chrono::duration<double, std::milli>(encoderStart - startedAt).count();
        whisper_timings * timings = whisper_get_timings(context);
        std::string text;
        int tokens = 0;
        for (int i = 0; i < whisper_full_n_segments(context); i++) {
            text += whisper_full_get_segment_text(context, i);
            tokens += whisper_full_n_tokens(context, i);
        }
        std::printf("%.3f\t%.3f\t%.3f\t%d\t%s\n", totalMs, melMs, timings->encode_ms, tokens, onOneLine(text).c_str());
        std::fflush(stdout);
        delete timings;
    }
    whisper_free(context);
    return 0;
}
