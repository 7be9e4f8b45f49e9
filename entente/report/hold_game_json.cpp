#include <type_traits>

#include <nlohmann/json.hpp>

#include "entente/report/diagnostics_json.hpp"
#include "entente/report/game_words.hpp"
#include "entente/report/hold_game_report.hpp"
#include "entente/report/hold_payments.hpp"
#include "entente/report/scenario_json.hpp"

namespace entente::report {
namespace {

using enforce::EquilibriumVertex;
using enforce::SetStatus;
using nlohmann::ordered_json;

template <class T>
ordered_json pair_json(const std::array<T, 2>& pair) {
  if constexpr (std::is_same_v<T, Rational>) {
    return {json_number(to_double(pair[0])), json_number(to_double(pair[1]))};
  } else if constexpr (std::is_same_v<T, double>) {
    return {json_number(pair[0]), json_number(pair[1])};
  } else {
    return {pair[0], pair[1]};
  }
}

ordered_json fraction_json(const std::array<Rational, 2>& pair) {
  return {to_fraction_text(pair[0]), to_fraction_text(pair[1])};
}

ordered_json certificate_json(const HoldGameReport& report, const EquilibriumVertex& vertex) {
  const bool proven = report.set->status != SetStatus::bound;
  return {{"profile", profile_json(*report.game, vertex.profile)},
          {"stays", vertex.stays},
          {"continuation", pair_json(vertex.continuation)},
          {"binds", pair_json(vertex.binds)},
          {"slack", pair_json(vertex.slack)},
          {"proven", proven ? fraction_json(vertex.proven) : ordered_json()}};
}

}  // namespace

void write_hold_game_json(const HoldGameReport& report, const JsonStyle& style, const Sink& sink) {
  const StageGame& game = *report.game;
  const auto& set = *report.set;
  auto vertices = ordered_json::array();
  auto certificates = ordered_json::array();
  for (const auto& vertex : set.vertices) {
    vertices.push_back(pair_json(vertex.value));
    certificates.push_back(certificate_json(report, vertex));
  }
  MemberWriter out(style, sink);
  out.member("schema", "entente.hold_game/1");
  out.member("title", game.title.empty() ? ordered_json() : ordered_json(game.title));
  out.member("players", game.players);
  out.member("actions", game.actions);
  out.member("discount", json_number(to_double(report.discount)));
  out.member("status", to_string(set.status));
  const auto beyond = report.beyond_stage();
  out.member("beyond_stage", beyond ? ordered_json(*beyond) : ordered_json());
  out.member("vertices", vertices);
  out.member("certificates", certificates);
  out.member("threats",
             set.vertices.empty() ? ordered_json() : ordered_json(pair_json(set.threat)));
  out.member("minmax", pair_json(set.minmax));
  out.member("stage_equilibria", profiles_json(game, set.equilibria));
  out.member("side_payments", payments_json(game, report.payments));
  out.member("inner_gap", json_number(set.inner_gap));
  out.member("outer_gap", json_number(set.outer_gap));
  out.member("iterations", set.rounds);
  out.member("wide_iterations", set.wide_rounds);
  out.member("agreement", text_or_null(report.background.agreement));
  out.member("warnings", diagnostics_json(report.background.warnings));
  out.finish();
}

}  // namespace entente::report
