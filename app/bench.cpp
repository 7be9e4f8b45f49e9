#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "app/output.hpp"
#include "app/run_control.hpp"
#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "entente/bargain/concepts.hpp"
#include "entente/bargain/families.hpp"
#include "entente/bargain/find_frontier.hpp"

namespace entente::app {
namespace {

using bargain::Problem;

/// FNV-1a, 64 bits (Fowler, Noll and Vo), over whole numbers in a fixed byte order.
class Signature {
 public:
  void add(std::int64_t number) {
    auto bits = static_cast<std::uint64_t>(number);
    for (int k = 0; k < 8; ++k) {
      add_byte(bits & 0xFFU);
      bits >>= 8U;
    }
  }
  void add(std::string_view text) {
    for (const char c : text) add_byte(static_cast<unsigned char>(c));
    add_byte(0);
  }
  [[nodiscard]] std::string hex() const { return fmt::format("{:016x}", hash_); }

 private:
  void add_byte(std::uint64_t byte) {
    hash_ ^= byte;
    hash_ *= 0x100000001B3ULL;
  }
  std::uint64_t hash_ = 0xCBF29CE484222325ULL;
};

/// One kind of work at one size; every family is drawn once with each seed.
struct Task {
  std::string_view name;
  std::size_t parties;
  std::size_t issues;
  bool quick;
};

constexpr std::size_t k_options = 5;
constexpr std::uint64_t k_seeds = 3;
constexpr double k_no_deal_share = 0.4;  ///< of each party's best utility: a bargain, not a gift

constexpr Task k_frontiers[] = {
    {"frontier", 2, 10, true}, {"frontier", 2, 30, true},  {"frontier", 2, 100, false},
    {"frontier", 3, 8, true},  {"frontier", 3, 20, false}, {"frontier", 4, 8, false},
};
constexpr Task k_deals[] = {
    {"deals", 2, 12, true},   {"deals", 3, 8, true},   {"deals", 4, 6, true},
    {"deals", 2, 100, false}, {"deals", 3, 50, false}, {"deals", 4, 20, false},
};

class Bench {
 public:
  Bench(const WorkControl& work, Output& output, bool quick, bool quiet)
      : work_(work), output_(output), quick_(quick), quiet_(quiet) {}

  void run() {
    line(fmt::format("{:<10}{:>8}{:>8}  {:<17}{:>12}{:>12}\n", "work", "parties", "issues",
                     "family", "size", "ms"));
    for (const auto& task : k_frontiers)
      run_task(task, [&](const Problem& p) { return frontier(p); });
    for (const auto& task : k_deals) run_task(task, [&](const Problem& p) { return deals(p); });
    if (work_.cancelled()) {
      line("\nInterrupted: not all of it was measured, and there is no signature.\n");
      return;
    }
    output_.write(quiet_ ? signature_.hex() + '\n' : "\nsignature " + signature_.hex() + '\n');
  }

 private:
  void line(const std::string& text) {
    if (!quiet_) output_.write(text);
  }

  void run_task(const Task& task, const std::function<std::size_t(const Problem&)>& work) {
    if (quick_ && !task.quick) return;
    for (const auto family : bargain::k_families) {
      std::size_t size = 0;
      std::chrono::duration<double, std::milli> time{};
      for (std::uint64_t seed = 1; seed <= k_seeds && !work_.cancelled(); ++seed) {
        Problem problem =
            bargain::random_problem(family, task.parties, task.issues, k_options, seed);
        bargain::set_no_deal_share(problem, k_no_deal_share);
        const auto start = std::chrono::steady_clock::now();
        size += work(problem);
        time += std::chrono::steady_clock::now() - start;
      }
      line(fmt::format("{:<10}{:>8}{:>8}  {:<17}{:>12}{:>12.2f}\n", task.name, task.parties,
                       task.issues, bargain::to_string(family), size / k_seeds,
                       time.count() / static_cast<double>(k_seeds)));
    }
  }

  /// Returns the number of points.
  std::size_t frontier(const Problem& problem) {
    const auto found = bargain::find_frontier(problem, {}, work_);
    signature_.add(bargain::to_string(found.status()));
    signature_.add(static_cast<std::int64_t>(found.size()));
    for (std::size_t k = 0; k < found.size(); ++k) add_utility(problem, found.utility(k));
    return found.size();
  }

  /// Returns the number of search nodes.
  std::size_t deals(const Problem& problem) {
    const auto engine = bargain::make_separable_engine(problem);
    std::size_t nodes = 0;
    for (const auto concept_ : bargain::k_concepts) {
      const auto deal = bargain::find_deal(problem, *engine, concept_, {}, work_);
      signature_.add(bargain::to_string(deal.status));
      signature_.add(static_cast<std::int64_t>(deal.ties));
      if (deal.found()) add_utility(problem, deal.utility.data());
      for (const auto option : deal.outcome) signature_.add(std::int64_t{option});
      nodes += deal.nodes;
    }
    return nodes;
  }

  void add_utility(const Problem& problem, const std::int64_t* utility) {
    for (std::size_t j = 0; j < problem.parties; ++j) signature_.add(utility[j]);
  }

  const WorkControl& work_;
  Output& output_;
  bool quick_;
  bool quiet_;
  Signature signature_;
};

}  // namespace

int run_bench(const Arguments& arguments) {
  const bool only_signature = arguments.has("--signature");
  RunControl run(std::nullopt, false);
  const WorkControl work = run.work(thread_count(arguments.integer("--threads")));
  Output output;
  Bench(work, output, only_signature || arguments.has("--quick"), only_signature).run();
  return output.finish(run.stop() == report::Stop::none ? k_answer : k_limit_reached);
}

}  // namespace entente::app
