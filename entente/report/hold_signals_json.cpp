#include <nlohmann/json.hpp>

#include "entente/report/diagnostics_json.hpp"
#include "entente/report/game_words.hpp"
#include "entente/report/hold_payments.hpp"
#include "entente/report/hold_signals_report.hpp"
#include "entente/report/scenario_json.hpp"

namespace entente::report {
namespace {

using nlohmann::ordered_json;

ordered_json doubles_json(const std::vector<double>& values) {
  auto list = ordered_json::array();
  for (const double value : values) list.push_back(json_number(value));
  return list;
}

ordered_json certificate_json(const HoldSignalsReport& report, const enforce::ProvenPoint& point) {
  auto next = ordered_json::array();
  for (std::size_t y = 0; y < point.continuation.size(); ++y) {
    next.push_back({{"signal", report.monitoring->signals[point.signals[y]]},
                    {"payoffs", numbers_json(point.continuation[y])}});
  }
  return {{"profile", profile_json(*report.game, point.profile)},
          {"stays", point.continuation.empty()},
          {"proven", fractions_json(point.value)},
          {"then", std::move(next)}};
}

ordered_json limit_json(const HoldSignalsReport& report) {
  if (!report.limit) return nullptr;
  auto vertices = ordered_json::array();
  auto exact = ordered_json::array();
  for (const auto& p : report.limit->vertices) {
    vertices.push_back(numbers_json({p[0], p[1]}));
    exact.push_back(fractions_json({p[0], p[1]}));
  }
  return {{"vertices", std::move(vertices)},
          {"exact", std::move(exact)},
          {"reached", report.limit->reached},
          {"programs", report.limit->programs}};
}

ordered_json limit_bounds_json(const HoldSignalsReport& report) {
  if (!report.limit_bounds) return nullptr;
  const auto& bounds = *report.limit_bounds;
  auto levels = ordered_json::array();
  for (const auto& level : bounds.levels) {
    levels.push_back({{"direction", doubles_json(level.direction)},
                      {"inner", bounds.inner_empty ? ordered_json() : json_number(level.inner)},
                      {"outer", bounds.empty ? ordered_json() : json_number(level.outer)}});
  }
  return {{"gap", bounds.inner_empty ? ordered_json() : json_number(bounds.gap)},
          {"programs", bounds.programs},
          {"levels", std::move(levels)}};
}

ordered_json responses_json(const HoldSignalsReport& report) {
  auto list = ordered_json::array();
  for (std::size_t a = 0; a < report.responses.size(); ++a) {
    list.push_back({{"profile", profile_json(*report.game, a)},
                    {"response", enforce::to_string(report.responses[a])}});
  }
  return list;
}

}  // namespace

void write_hold_signals_json(const HoldSignalsReport& report, const JsonStyle& style,
                             const Sink& sink) {
  const StageGame& game = *report.game;
  const auto& set = report.set;
  auto vertices = ordered_json::array();
  auto certificates = ordered_json::array();
  for (const auto& point : set.inner.points) {
    vertices.push_back(numbers_json(point.value));
    certificates.push_back(certificate_json(report, point));
  }
  auto outer = ordered_json::array();
  for (const auto& p : set.outer) outer.push_back(doubles_json({p[0], p[1]}));
  auto bounds = ordered_json::array();
  for (const auto& bound : set.bounds) {
    bounds.push_back(
        {{"direction", doubles_json(bound.direction)}, {"level", json_number(bound.level)}});
  }
  const auto beyond = report.beyond_stage();
  MemberWriter out(style, sink);
  out.member("schema", "entente.hold_signals/1");
  out.member("title", text_or_null(game.title));
  out.member("players", game.players);
  out.member("actions", game.actions);
  out.member("perfect", report.perfect);
  out.member("signals", report.perfect ? std::vector<std::string>{} : report.monitoring->signals);
  out.member("discount", json_number(to_double(report.discount)));
  out.member("status", to_string(set.status));
  out.member("beyond_stage", beyond ? ordered_json(*beyond) : ordered_json());
  out.member("vertices", vertices);
  out.member("certificates", certificates);
  out.member("inner_error", json_number(to_double(set.inner.error)));
  out.member("outer", game.player_count() == 2 ? outer : ordered_json());
  out.member("bounds", bounds);
  out.member("gap", json_number(set.gap));
  out.member("eased", json_number(set.eased));
  out.member("played", profiles_json(game, set.played));
  out.member("stage_equilibria", profiles_json(game, report.equilibria));
  out.member("limit", limit_json(report));
  out.member("limit_bounds", limit_bounds_json(report));
  out.member("responses", responses_json(report));
  out.member("side_payments",
             report.payments ? payments_json(game, *report.payments) : ordered_json());
  out.member("directions", set.bounds.size());
  out.member("programs", set.programs);
  out.member("iterations", set.rounds);
  out.member("sweeps", set.sweeps);
  out.member("settled", set.settled);
  out.member("agreement", text_or_null(report.background.agreement));
  out.member("warnings", diagnostics_json(report.background.warnings));
  out.finish();
}

}  // namespace entente::report
