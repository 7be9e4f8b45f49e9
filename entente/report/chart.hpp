#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entente/model/outcome.hpp"
#include "entente/report/cell.hpp"

namespace entente::report {

/// What a reader needs to be told, of any outcome, what it settles and who gives what by it.
struct Packages {
  /// One move off the status quo: what it costs its giver, and what it is worth to others.
  struct Move {
    std::optional<double> cost;
    std::vector<std::optional<double>> credit;  ///< [party]; none for the giver
    bool empty = false;                         ///< nobody credits it
    /// What the credits would be if everybody believed in the status quo; empty: the same.
    std::vector<std::optional<double>> unbiased;
  };
  struct IssueInfo {
    std::string title;
    std::vector<std::string> options;
    std::optional<std::size_t> status_quo;  ///< none: no option is in force today
    std::optional<std::size_t> giver;       ///< none: it is settled jointly
    bool threat = false;
    std::vector<Move> moves;  ///< [option]; empty where there is no ledger
    /// Other issues count together with it, so that its costs and credits depend on them, and
    /// `moves` does not hold.
    bool interacts = false;
  };
  std::vector<IssueInfo> issues;
  bool ledger = false;  ///< moves are given for every issue that does not interact
  /// The moves on issues that interact, of an outcome: [issue] as IssueInfo::moves has them.
  std::function<std::vector<std::optional<Move>>(const Outcome&)> moves_of;
};

/// Outcomes by what they give to each party: two parties in a plane, more in several views. The
/// functions look things up in the answer that the report is about: it must be alive.
struct FrontierChart {
  struct Mark {
    char letter = ' ';
    std::string name;
    std::vector<double> at;  ///< [party]
    Outcome outcome;
    bool good = true;
  };

  Audience audience = Audience::everybody;
  std::string name = "frontier";  ///< of its files
  std::string amount = "Gain";    ///< "Gain of United States"
  std::vector<std::string> parties;
  std::string origin = "no deal";  ///< what stands where all amounts are 0
  std::string good = "acceptable to all";
  std::string other = "other points";
  std::size_t size = 0;
  /// Amounts of point k (one per party) are written to `at`; true: one of the good ones.
  std::function<bool(std::size_t k, double* at)> point;
  std::function<Outcome(std::size_t k)> outcome;
  std::vector<double> low, high;  ///< [party] the range of the points and 0
  /// [party] what lies between the status quo, from which a ledger counts, and where all amounts
  /// are 0, in that party's points; and why, where the two differ.
  std::vector<double> offset;
  std::vector<std::string> offset_cause;
  std::vector<Mark> marks;          ///< the first one is the one to look at
  std::vector<std::size_t> listed;  ///< the points that tables in files list, rising
  std::vector<std::size_t> drawn;   ///< the points that pictures in files show, rising
  std::shared_ptr<const Packages> packages;
};

/// Who gives what: a bar for each concession and party, to the left for what it costs, to the
/// right for what it is worth, each in the party's own points.
struct LedgerChart {
  struct Row {
    std::string issue;
    std::string from, to;
    std::optional<std::size_t> giver;
    std::optional<double> cost;
    std::vector<std::optional<double>> credit;  ///< [party]; none for the giver
    std::optional<double> detection;            ///< share of breaches noticed per period
    bool in_deal = true;
    bool empty = false;
  };

  std::string name = "ledger";
  std::string title;
  std::vector<std::string> parties;
  std::vector<Row> rows;
  std::vector<double> credits, costs, balance;  ///< [party]
};

/// Curves, areas and points in a plane.
struct PlotChart {
  struct Shape {
    enum class Kind {
      curve,  ///< a line through the points
      steps,  ///< the same, level from each point to the next one
      area,   ///< what the points enclose, in their order; of one or two points, these
      dots    ///< the points themselves
    };
    std::string label;
    Kind kind = Kind::curve;
    std::vector<double> x, y;  ///< equally long
  };
  /// A line upwards through the whole picture.
  struct Upright {
    double x = 0;
    std::string label;
  };

  std::string name;
  std::string title;
  std::string x_label, y_label;
  bool log_y = false;  ///< all y are above 0, and shown by their magnitude
  std::vector<Shape> shapes;
  std::vector<Upright> uprights;
  std::string description;  ///< for those who do not see the picture
};

/// How much of something there is, and how much there would have to be, each from 0 to 1.
struct NeedChart {
  struct Row {
    std::string label;
    double there = 0;
    std::optional<double> needed;  ///< none: see `otherwise`
    std::string otherwise;         ///< said in its place
  };

  std::string name;
  std::string title;
  std::string there = "there";    ///< what the bars are
  std::string needed = "needed";  ///< and the lines
  std::vector<Row> rows;
};

}  // namespace entente::report
