// SPDX-License-Identifier: MIT
// bench_twig TEMPLATE DATA SECONDS: renders over and over on one thread and prints, per second of processor time, the best of
// three spans; then compile time, the render with the context parsed each time, the traced render, and what of the heap a
// compiled template, a parsed context and a render hold.
#include "twig/environment.h"
#include "twig/template.h"

#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <new>
#include <string>

namespace {

/// What `new` has given out and not got back, with malloc's own rounding. One thread.
struct Heap
{
    std::size_t live = 0;
    std::size_t peak = 0;
    std::size_t calls = 0;
} heap;

} // namespace

void *operator new(std::size_t size)
{
    void *memory = std::malloc(size);
    if (!memory) throw std::bad_alloc();
    heap.live += malloc_usable_size(memory);
    if (heap.live > heap.peak) heap.peak = heap.live;
    ++heap.calls;
    return memory;
}

void operator delete(void *memory) noexcept
{
    if (memory) heap.live -= malloc_usable_size(memory);
    std::free(memory);
}

void operator delete(void *memory, std::size_t) noexcept
{
    operator delete(memory);
}

namespace {

/// Heap that one `run` takes at most (peak) beyond what was there, and how often it asked for some.
Heap heapOf(const std::function<void()> &run)
{
    run(); // what is made once is not counted
    const Heap before = heap;
    heap.peak = heap.live;
    run();
    return {heap.live - before.live, heap.peak - before.live, heap.calls - before.calls};
}

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
    for (int i = 0; i < 200; ++i)
        run();
    double best = 0;
    for (int span = 0; span < 3; ++span) {
        const double start = cpuSeconds();
        const double end = start + seconds / 3;
        long count = 0;
        do {
            for (int i = 0; i < 16; ++i)
                run();
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
    const double whole =
        perSecond(seconds / 3, [&] { sink += environment.render(*compiled, twig::Context::parse(data)).text.size(); });
    const double trace =
        perSecond(seconds / 3, [&] { sink += environment.render(*compiled, context, traced).trace.pieces.size(); });
    const double compile = perSecond(seconds / 3, [&] { sink += environment.compile(source, "order")->name().size(); });
    std::printf("%-34s %10.0f renders/s %8.1f MB/s  compile %8.1f us  out %zu B\n", "Target Desk", render,
                render * static_cast<double>(expected.size()) / 1e6, 1e6 / compile, expected.size());
    std::shared_ptr<const twig::Template> kept;
    const Heap forTemplate = heapOf([&] {
        kept = nullptr;
        kept = environment.compile(source, "order");
    });
    const std::size_t beforeTemplate = heap.live;
    const auto another = environment.compile(source, "order");
    const std::size_t templateBytes = heap.live - beforeTemplate;
    const std::size_t beforeContext = heap.live;
    const twig::Context anotherContext = twig::Context::parse(data);
    const std::size_t contextBytes = heap.live - beforeContext;
    const Heap forRender = heapOf([&] { sink += environment.render(*compiled, context).text.size(); });
    std::printf("#  heap: template %zu B (source %zu B, %zu B while it is compiled), context %zu B (JSON %zu B), render %zu B in "
                "%zu pieces\n",
                templateBytes, source.size(), forTemplate.peak, contextBytes, data.size(), forRender.peak, forRender.calls);
    std::printf("#  with the context parsed each time %10.0f /s; traced %10.0f /s; sink %zu\n", whole, trace, sink % 10);
    return 0;
}
