#pragma once

#include <cstddef>
#include <functional>

namespace entente {

/// Runs `body(0) ... body(count - 1)`, each once, on at most `threads` threads (the caller's is
/// one of them). Tasks are handed out in order; the caller must make results independent of
/// which thread ran a task (write to slot i only). When tasks throw, no further ones are handed
/// out, and the exception of the first of them (in task order) is rethrown here after all threads
/// have stopped.
void parallel_for(int threads, std::size_t count, const std::function<void(std::size_t)>& body);

}  // namespace entente
