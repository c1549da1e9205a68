// SPDX-License-Identifier: MIT
// bench_twig TEMPLATE DATA SECONDS: renders over and over on one thread and prints, per second of processor time, the best of
// three spans; then compile time, the render with the context parsed each time, and the traced render.
#include "twig/environment.h"
#include "twig/template.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>

namespace {

double cpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

std::string read(const char *file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        std::fprintf(stderr, "bench_twig: cannot read %s\n", file);
        std::exit(2);
    }
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Runs a second, best span of three.
double perSecond(double seconds, const std::function<void()> &run)
{
    for (int i = 0; i < 200; ++i) run();
    double best = 0;
    for (int span = 0; span < 3; ++span) {
        const double start = cpuSeconds();
        const double end = start + seconds / 3;
        long count = 0;
        do {
            for (int i = 0; i < 16; ++i) run();
            count += 16;
        } while (cpuSeconds() < end);
        const double rate = static_cast<double>(count) / (cpuSeconds() - start);
        if (rate > best) best = rate;
    }
    return best;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 4) {
        std::fprintf(stderr, "usage: bench_twig TEMPLATE DATA SECONDS\n");
        return 2;
    }
    const std::string source = read(argv[1]);
    const std::string data = read(argv[2]);
    const double seconds = std::atof(argv[3]);

    const twig::Environment environment;
    const auto compiled = environment.compile(source, "order");
    const twig::Context context = twig::Context::parse(data);
    const std::string expected = environment.render(*compiled, context).text;
    if (std::getenv("DUMP")) std::fwrite(expected.data(), 1, expected.size(), stderr);

    std::size_t sink = 0;
    twig::RenderOptions traced;
    traced.trace = true;
    const double render = perSecond(seconds, [&] { sink += environment.render(*compiled, context).text.size(); });
    const double whole = perSecond(seconds / 3, [&] { sink += environment.render(*compiled, twig::Context::parse(data)).text.size(); });
    const double trace = perSecond(seconds / 3, [&] { sink += environment.render(*compiled, context, traced).trace.pieces.size(); });
    const double compile = perSecond(seconds / 3, [&] { sink += environment.compile(source, "order")->name().size(); });
    std::printf("%-34s %10.0f renders/s %8.1f MB/s  compile %8.1f us  out %zu B\n", "Target Desk", render,
                render * static_cast<double>(expected.size()) / 1e6, 1e6 / compile, expected.size());
    std::printf("#  with the context parsed each time %10.0f /s; traced %10.0f /s; sink %zu\n", whole, trace, sink % 10);
    return 0;
}
