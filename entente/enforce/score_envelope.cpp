#include "entente/enforce/score_envelope.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "entente/enforce/score.hpp"

namespace entente::enforce {
namespace {

/// Where the products with two payoffs are equal; nothing where they are nowhere or everywhere.
std::optional<Rational> crossing(const Quadrant& quadrant, const Point<Rational>& a,
                                 const Point<Rational>& b) {
  const Point<Rational> difference{a[0] - b[0], a[1] - b[1]};
  const Rational at_0 = quadrant.value(0, difference);
  const Rational at_1 = quadrant.value(1, difference);
  if (at_0 == at_1) return std::nullopt;
  return at_0 / (at_0 - at_1);
}

/// One profile's score, found by programs.
class ProfileScore {
 public:
  ProfileScore(const MonitoredProfile<Rational>& profile, const Quadrant& quadrant,
               std::size_t& programs)
      : quadrant_(quadrant),
        program_(profile, {quadrant.signs[0], quadrant.signs[1]}),
        programs_(programs) {}

  ScoreEnvelope run() {
    Rational begin(0);
    Rational end(1);
    const auto first = limit(begin, end, begin);
    if (!first) return {};
    const auto last = limit(begin, end, end);
    if (!last || !(begin < end)) return {};
    split(begin, *first, end, *last);
    return std::move(pieces_);
  }

 private:
  Score<Rational> solve(const Rational& at) {
    ++programs_;
    const auto d = quadrant_.direction(at);
    return program_.solve({d[0], d[1]});
  }

  /// Moves one end of the stretch inwards until the score has a limit there: what shows that it has
  /// none shows it up to some direction, where the next attempt is made.
  std::optional<Point<Rational>> limit(Rational& begin, Rational& end, Rational& moved) {
    while (true) {
      const auto score = solve(moved);
      Point<Rational> payoff{score.payoff[0], score.payoff[1]};
      if (score.enforceable) return payoff;
      const Rational& other = &moved == &begin ? end : begin;
      if (quadrant_.value(other, payoff) < 0) return std::nullopt;
      moved = *crossing(quadrant_, payoff, {0, 0});
      if (end < begin) return std::nullopt;
    }
  }

  /// The pieces between two directions whose pieces are known.
  void split(const Rational& begin, const Point<Rational>& first, const Rational& end,
             const Point<Rational>& last) {
    if (quadrant_.value(end, first) == quadrant_.value(end, last)) return add(begin, end, first);
    if (quadrant_.value(begin, first) == quadrant_.value(begin, last)) return add(begin, end, last);
    const Rational middle = *crossing(quadrant_, first, last);
    const auto score = solve(middle);
    if (score.value == quadrant_.value(middle, first)) {
      add(begin, middle, first);
      return add(middle, end, last);
    }
    const Point<Rational> between{score.payoff[0], score.payoff[1]};
    split(begin, first, middle, between);
    split(middle, between, end, last);
  }

  void add(const Rational& begin, const Rational& end, const Point<Rational>& payoff) {
    if (!pieces_.empty() && pieces_.back().payoff == payoff) {
      pieces_.back().end = end;
    } else {
      pieces_.push_back({begin, end, payoff});
    }
  }

  const Quadrant& quadrant_;
  ScoreProgram<Rational> program_;
  std::size_t& programs_;
  ScoreEnvelope pieces_;
};

/// The piece of the envelope over the stretch that begins there, if any; moves `k` up to it.
const ScorePiece* piece_over(const ScoreEnvelope& envelope, const Rational& begin, std::size_t& k) {
  while (k < envelope.size() && envelope[k].end <= begin) ++k;
  return k < envelope.size() && envelope[k].begin <= begin ? &envelope[k] : nullptr;
}

void append(ScoreEnvelope& envelope, const Rational& begin, const Rational& end,
            const Point<Rational>& payoff) {
  if (!envelope.empty() && envelope.back().end == begin && envelope.back().payoff == payoff) {
    envelope.back().end = end;
  } else {
    envelope.push_back({begin, end, payoff});
  }
}

}  // namespace

ScoreEnvelope score_of(const MonitoredProfile<Rational>& profile, const Quadrant& quadrant,
                       std::size_t& programs) {
  return ProfileScore(profile, quadrant, programs).run();
}

ScoreEnvelope larger(const Quadrant& quadrant, const ScoreEnvelope& first,
                     const ScoreEnvelope& second) {
  std::vector<Rational> ends;
  for (const auto* envelope : {&first, &second}) {
    for (const auto& piece : *envelope) {
      ends.push_back(piece.begin);
      ends.push_back(piece.end);
    }
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  ScoreEnvelope result;
  std::size_t at_first = 0;
  std::size_t at_second = 0;
  for (std::size_t k = 0; k + 1 < ends.size(); ++k) {
    const Rational& begin = ends[k];
    const Rational& end = ends[k + 1];
    const auto* a = piece_over(first, begin, at_first);
    const auto* b = piece_over(second, begin, at_second);
    if (a == nullptr && b == nullptr) continue;
    if (a == nullptr || b == nullptr) {
      append(result, begin, end, (a == nullptr ? b : a)->payoff);
      continue;
    }
    const Point<Rational> difference{a->payoff[0] - b->payoff[0], a->payoff[1] - b->payoff[1]};
    const Rational at_begin = quadrant.value(begin, difference);
    const Rational at_end = quadrant.value(end, difference);
    const bool a_first = at_begin > 0 || (at_begin == 0 && at_end >= 0);
    const bool a_last = at_end > 0 || (at_end == 0 && at_begin >= 0);
    if (a_first == a_last) {
      append(result, begin, end, (a_first ? a : b)->payoff);
      continue;
    }
    const Rational middle = *crossing(quadrant, a->payoff, b->payoff);
    append(result, begin, middle, (a_first ? a : b)->payoff);
    append(result, middle, end, (a_last ? a : b)->payoff);
  }
  return result;
}

bool covers(const Quadrant& quadrant, const ScoreEnvelope& envelope,
            const Point<Rational>& payoff) {
  Rational covered(0);
  for (const auto& piece : envelope) {
    if (piece.begin != covered) return false;
    for (const auto* at : {&piece.begin, &piece.end}) {
      if (quadrant.value(*at, payoff) > quadrant.value(*at, piece.payoff)) return false;
    }
    covered = piece.end;
  }
  return covered == 1;
}

}  // namespace entente::enforce
