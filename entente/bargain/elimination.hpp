#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "entente/bargain/elimination_plan.hpp"
#include "entente/bargain/problem.hpp"
#include "entente/model/outcome.hpp"

namespace entente::bargain {

/// A problem laid out for variable elimination (Dechter 1999, bucket elimination).
///
/// Every issue has a position; position 0 is eliminated first, so a search that builds outcomes
/// runs from the last position to 0. A bucket is a table at a position: it has one row per
/// combination of the choices of its separator (the later issues it still depends on: a cell) and
/// its own choice. Choices count the kept options of an issue (see ReducedProblem).
///
/// A position has one bucket, unless its table would break a limit: then several share what it
/// should hold (mini-buckets; see plan_elimination), the elimination is `split`, and sums over the
/// tables are upper bounds. Buckets are numbered by position: without a split, both numbers agree.
///
/// Amounts have `dims` = parties + linear rules coordinates: utilities, then minus the cost of
/// each rule, so that "larger is better" holds for all and a rule is a floor of minus its limit.
///
/// Boxes that would break a limit by themselves are `loose`: the tables ignore them.
class Elimination {
 public:
  using Choice = std::uint16_t;

  struct Bucket {
    std::uint32_t issue = 0;
    std::uint32_t position = 0;
    std::uint32_t choices = 0;
    std::uint32_t cells = 0;
    std::size_t first_row = 0;             ///< row = first_row + cell * choices + choice
    std::size_t first_cell = 0;            ///< into messages
    std::vector<std::uint32_t> separator;  ///< positions, rising
    std::vector<std::uint32_t> stride;     ///< cell = sum of stride[k] * choice[separator[k]]
    std::vector<std::uint32_t> children;   ///< buckets that report to this one
    /// [child][row - first_row] the child's cell
    std::vector<std::vector<std::uint32_t>> child_cell;
    [[nodiscard]] std::size_t rows() const { return std::size_t{cells} * choices; }
  };

  struct LooseBox {
    bool forbidden = false;
    std::vector<std::int64_t> add;                ///< [dim]; zeros when forbidden
    std::vector<std::uint32_t> positions;         ///< rising: positions[0] is decided last
    std::vector<std::vector<std::uint8_t>> mask;  ///< [k][choice]
  };
  /// A condition of a loose box.
  struct Mention {
    std::uint32_t box = 0;
    std::uint32_t condition = 0;
  };

  /// `order`: [position] the issue, where something better is known than min-fill finds; else
  /// empty.
  explicit Elimination(const Problem& problem, const EliminationLimits& limits = {},
                       const WorkControl& control = {}, std::span<const std::uint32_t> order = {});

  /// Issues, and so positions.
  [[nodiscard]] std::size_t size() const { return first_bucket_.size() - 1; }
  [[nodiscard]] std::size_t dims() const { return dims_; }
  [[nodiscard]] std::size_t parties() const { return parties_; }
  /// False when the kept options and the boxes inside the tables already exclude every outcome.
  [[nodiscard]] bool feasible() const { return feasible_; }
  [[nodiscard]] std::size_t buckets() const { return buckets_.size(); }
  [[nodiscard]] const Bucket& bucket(std::size_t b) const { return buckets_[b]; }
  /// The buckets of a position are first_bucket(position) .. first_bucket(position + 1) - 1.
  [[nodiscard]] std::size_t first_bucket(std::size_t position) const {
    return first_bucket_[position];
  }
  [[nodiscard]] bool split() const { return buckets_.size() > size(); }
  [[nodiscard]] std::size_t choices(std::size_t position) const {
    return buckets_[first_bucket_[position]].choices;
  }
  /// Buckets with an empty separator.
  [[nodiscard]] const std::vector<std::uint32_t>& roots() const { return roots_; }
  [[nodiscard]] std::size_t total_rows() const { return ok_.size(); }
  [[nodiscard]] std::size_t total_cells() const { return total_cells_; }
  /// May the row be part of an outcome, as far as the tables below it know?
  [[nodiscard]] bool ok(std::size_t row) const { return ok_[row] != 0; }
  /// [dim] what the row itself adds (not its children).
  [[nodiscard]] const std::int64_t* own(std::size_t row) const { return own_.data() + row * dims_; }
  /// [dim] what every outcome has.
  [[nodiscard]] const std::vector<std::int64_t>& base() const { return base_; }
  [[nodiscard]] const std::vector<LooseBox>& loose() const { return loose_; }
  [[nodiscard]] const std::vector<Mention>& loose_at(std::size_t position) const {
    return loose_at_[position];
  }
  [[nodiscard]] std::size_t position_of(std::size_t issue) const { return position_[issue]; }
  [[nodiscard]] std::uint16_t option(std::size_t position, std::size_t choice) const {
    return kept_[buckets_[first_bucket_[position]].issue][choice];
  }

  [[nodiscard]] std::size_t cell(std::size_t bucket, const Choice* choice) const {
    const Bucket& b = buckets_[bucket];
    std::size_t c = 0;
    for (std::size_t k = 0; k < b.separator.size(); ++k) {
      c += std::size_t{b.stride[k]} * choice[b.separator[k]];
    }
    return c;
  }

  /// [dim] a bound on the sum of absolute amounts, and on the range that outcomes can cover.
  [[nodiscard]] const std::vector<double>& magnitude() const { return magnitude_; }
  [[nodiscard]] const std::vector<double>& range() const { return range_; }

  /// What prices make of the tables: the cost-to-go, exact without a split.
  struct Worth {
    /// [first_cell + cell] the greatest value of the part below a cell; -infinity: none.
    std::vector<double> cell;
    /// [row] the greatest value of the part below its cell with its choice; -infinity: forbidden.
    /// Where a position has several buckets, they are balanced: each choice is worth as much in
    /// one as in the others, at its best. The sum over the buckets stays what it was.
    std::vector<double> row;
    std::vector<double> balance;  ///< room for that
  };

  /// The greatest price . amounts over outcomes (base included; without loose boxes), or an upper
  /// bound of it with a split; -infinity when there is none. Fills `worth`.
  /// O(rows * (dims + children)).
  double max_sum(const double* price, Worth& worth) const;

  /// [position] choices that attain it (with a split: promising ones, from the last position to
  /// the first); smaller choices win ties.
  void argmax(const Worth& worth, Choice* choice) const;

  /// [dim] the amounts that make up the sum, without loose boxes: those of the argmax, or, with a
  /// split, of buckets that need not agree with each other.
  void argmax_amounts(const Worth& worth, double* amount) const;

  /// The optimistic part of the loose terms at these prices: sum of max(0, price . add).
  [[nodiscard]] double loose_bonus(const double* price) const;

  [[nodiscard]] Outcome decode(const Choice* choice) const;
  /// [position] the choices behind an outcome of kept options; its issues may be more than ours.
  void encode(const Outcome& outcome, Choice* choice) const;

 private:
  void lay_out(const EliminationPlan& plan);
  void link_children(std::size_t bucket);
  void add_values(const Problem& problem);
  /// Room that boxes share while they are added.
  struct RowBuffer {
    std::vector<std::size_t> rows;
    std::vector<std::size_t> more;
  };
  void add_base(const ReducedBox& box);
  void add_box(const ReducedBox& box, const Bucket& b, RowBuffer& buffer);
  void add_loose(const ReducedBox& box);
  void measure();
  void propagate();
  void fill_rows(const Bucket& b, const double* price, Worth& worth) const;
  void balance(std::size_t position, Worth& worth) const;

  std::size_t parties_;
  std::size_t dims_;
  bool feasible_ = true;
  std::size_t total_cells_ = 0;
  std::vector<std::vector<std::uint16_t>> kept_;
  std::vector<Bucket> buckets_;
  std::vector<std::uint32_t> first_bucket_{0};  ///< [position], and the end
  std::vector<std::uint32_t> roots_;
  std::vector<std::uint32_t> position_;
  std::vector<std::int64_t> own_;
  std::vector<double> own_real_;  ///< [dim * total_rows + row], so that rows lie side by side
  std::vector<std::uint8_t> ok_;
  std::vector<std::int64_t> base_;
  std::vector<LooseBox> loose_;
  std::vector<std::vector<Mention>> loose_at_;
  std::vector<double> magnitude_;
  std::vector<double> range_;
};

}  // namespace entente::bargain
