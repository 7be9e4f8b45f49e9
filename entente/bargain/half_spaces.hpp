#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace entente::bargain {

/// Where a corner stands, in shares: [c] its place, 1 where it was raised (else 0), and the share
/// of one unit there (0 elsewhere). What is missed below it counts from the unit below.
struct CornerPlace {
  std::vector<double> place;
  std::vector<double> raised;
  std::vector<double> step;
};

/// Half-spaces that hold all outcomes, price . share <= most, each with what is best at its prices:
/// its shares and its choices. Coordinates are shares counted from the least acceptable.
/// Only the latest `most_kept` count; older ones were mostly wider.
class HalfSpaces {
 public:
  /// Half-spaces whose prices of raised coordinates sum to less say nothing about a corner: what
  /// rounding loses would weigh too much.
  static constexpr double k_least_pace = 1e-6;

  /// `choices`: how many choices an outcome has.
  HalfSpaces(std::size_t dim, std::size_t choices, std::size_t most_kept);

  /// `price`: 0 .. 1; `vertex`: the vector that attains `most`, but for rounding.
  void add(const double* price, double most, const double* vertex, const std::uint16_t* choice);

  /// All that were ever added.
  [[nodiscard]] std::uint32_t count() const {
    return dropped_ + static_cast<std::uint32_t>(size());
  }

  /// The most by which a vector that lies in all half-spaces from number `since` on, and not below
  /// the corner, can pass the unit below the corner in every raised coordinate. Below 0: there is
  /// no such vector. Infinity: nothing is known.
  [[nodiscard]] double bound(const CornerPlace& corner, std::uint32_t since);

  /// The numbers (below size()) of at most `count` half-spaces that are closest above the corner in
  /// that sense, closest first.
  [[nodiscard]] const std::vector<std::uint32_t>& nearest(const CornerPlace& corner,
                                                          std::size_t count);

  [[nodiscard]] std::size_t size() const { return most_.size(); }
  [[nodiscard]] const double* vertex(std::size_t k) const { return vertex_.data() + k * dim_; }
  [[nodiscard]] const std::uint16_t* choice(std::size_t k) const {
    return choice_.data() + k * choices_;
  }

  /// Coordinates looked at so far: a measure of the work done.
  [[nodiscard]] std::uint64_t work() const { return work_; }

 private:
  void evaluate(const CornerPlace& corner, std::size_t from);
  void drop_old();

  std::size_t dim_;
  std::size_t choices_;
  std::size_t most_kept_;
  std::uint32_t dropped_ = 0;
  std::vector<std::vector<double>> price_;  ///< [c][k]
  std::vector<double> most_;
  std::vector<double> vertex_;         ///< [k * dim + c]
  std::vector<std::uint16_t> choice_;  ///< [k * choices + position]
  std::vector<double> room_;           ///< [k - from] what `evaluate` found
  std::vector<std::uint32_t> order_;
  std::uint64_t work_ = 0;
};

}  // namespace entente::bargain
