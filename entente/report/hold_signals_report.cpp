#include "entente/report/hold_signals_report.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "entente/enforce/noisy_payments.hpp"
#include "entente/enforce/two_party_set.hpp"
#include "entente/report/game_words.hpp"

namespace entente::report {

namespace {

/// Exact linear programs with more rows than this, all profiles together, would take seconds.
constexpr std::size_t k_most_payment_rows = 2'000;

std::optional<std::vector<enforce::PaymentStep>> payments(const StageGame& game,
                                                          const PublicMonitoring& monitoring,
                                                          bool perfect) {
  if (perfect) return enforce::side_payment_steps(game);
  std::size_t rows = monitoring.signals.size();
  for (const auto& actions : game.actions) rows += actions.size() - 1;
  if (rows * game.profile_count() > k_most_payment_rows) return std::nullopt;
  return enforce::noisy_payment_steps(game, monitoring);
}

}  // namespace

std::optional<bool> HoldSignalsReport::beyond_stage() const {
  for (const auto& point : set.inner.points) {
    const bool is_stage = std::any_of(equilibria.begin(), equilibria.end(), [&](std::size_t a) {
      for (std::size_t i = 0; i < game->player_count(); ++i) {
        const double off = to_double(Rational(game->at(a, i) - point.value[i]));
        if (std::abs(off) > to_double(set.inner.error) + set.eased) return false;
      }
      return true;
    });
    if (!is_stage) return true;
  }
  // Next to nothing is left between the equilibria of a period and the bound.
  if (!set.inner.points.empty() && set.gap <= 1e3 * set.eased && negligible(set.gap, *game)) {
    return false;
  }
  return std::nullopt;
}

HoldSignalsReport make_hold_signals_report(const StageGame& game, std::string file,
                                           const PublicMonitoring& monitoring, bool perfect,
                                           const Rational& discount) {
  HoldSignalsReport report{&game, std::move(file), &monitoring, perfect, discount, {}};
  enforce::NoisySetOptions options;
  if (game.player_count() == 2) {
    report.limit = enforce::find_limit_set(game, monitoring);
    options.within = report.limit->vertices;
  } else {
    report.limit_bounds = enforce::find_limit_bounds(game, monitoring);
  }
  report.set = enforce::find_noisy_set(game, monitoring, discount, options);
  report.equilibria = enforce::stage_equilibria(game);
  report.payments = payments(game, monitoring, perfect);
  for (std::size_t a = 0; a < game.profile_count() && !perfect; ++a) {
    report.responses.push_back(enforce::response_that_works(game, monitoring, a));
  }
  return report;
}

const char* to_string(enforce::NoisyStatus status) {
  switch (status) {
    case enforce::NoisyStatus::enclosed:
      return "enclosed";
    case enforce::NoisyStatus::bound:
      return "bound";
    case enforce::NoisyStatus::none:
      return "none";
  }
  return "";
}

}  // namespace entente::report
