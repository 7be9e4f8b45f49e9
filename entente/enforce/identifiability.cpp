#include "entente/enforce/identifiability.hpp"

#include <utility>
#include <vector>

namespace entente::enforce {
namespace {

using Matrix = std::vector<std::vector<Rational>>;

/// Gaussian elimination in fractions.
std::size_t rank_of(Matrix rows) {
  std::size_t rank = 0;
  const std::size_t columns = rows.empty() ? 0 : rows.front().size();
  for (std::size_t c = 0; c < columns && rank < rows.size(); ++c) {
    std::size_t pivot = rank;
    while (pivot < rows.size() && rows[pivot][c] == 0) ++pivot;
    if (pivot == rows.size()) continue;
    std::swap(rows[pivot], rows[rank]);
    for (std::size_t r = rank + 1; r < rows.size(); ++r) {
      const Rational factor = rows[r][c] / rows[rank][c];
      for (std::size_t k = c; k < columns; ++k) rows[r][k] -= factor * rows[rank][k];
    }
    ++rank;
  }
  return rank;
}

/// One row of signal probabilities for each action of the player.
void append_rows(const StageGame& game, const PublicMonitoring& monitoring, std::size_t profile,
                 std::size_t player, Matrix& rows) {
  for (std::size_t a = 0; a < game.actions[player].size(); ++a) {
    const std::size_t changed = game.changed(profile, player, a);
    auto& row = rows.emplace_back();
    for (std::size_t y = 0; y < monitoring.signals.size(); ++y) {
      row.push_back(monitoring.at(changed, y));
    }
  }
}

}  // namespace

bool tells_actions(const StageGame& game, const PublicMonitoring& monitoring, std::size_t profile,
                   std::size_t player) {
  Matrix rows;
  append_rows(game, monitoring, profile, player, rows);
  return rank_of(std::move(rows)) == game.actions[player].size();
}

bool tells_players_apart(const StageGame& game, const PublicMonitoring& monitoring,
                         std::size_t profile, std::size_t first, std::size_t second) {
  Matrix rows;
  append_rows(game, monitoring, profile, first, rows);
  append_rows(game, monitoring, profile, second, rows);
  // The profile itself is a row of both.
  return rank_of(std::move(rows)) == game.actions[first].size() + game.actions[second].size() - 1;
}

Response response_that_works(const StageGame& game, const PublicMonitoring& monitoring,
                             std::size_t profile) {
  for (std::size_t i = 0; i < game.player_count(); ++i) {
    if (!tells_actions(game, monitoring, profile, i)) return Response::none;
  }
  for (std::size_t i = 0; i < game.player_count(); ++i) {
    for (std::size_t j = i + 1; j < game.player_count(); ++j) {
      if (!tells_players_apart(game, monitoring, profile, i, j)) return Response::collective;
    }
  }
  return Response::targeted;
}

const char* to_string(Response response) {
  switch (response) {
    case Response::targeted:
      return "targeted";
    case Response::collective:
      return "collective";
    case Response::none:
      return "none";
  }
  return "none";
}

}  // namespace entente::enforce
