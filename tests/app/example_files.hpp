#pragma once

#include <string>

namespace entente::test {

/// Relative to the project's folder, where the program runs, so that pages are the same everywhere.
inline constexpr const char* k_cyber_file = "examples/us-china-2015.yaml";
inline constexpr const char* k_cyber_draft_file = "examples/us-china-draft.yaml";
inline constexpr const char* k_harbour_file = "examples/harbour-game.yaml";
inline constexpr const char* k_treaty_file = "examples/treaty-provisions.yaml";
inline constexpr const char* k_estate_file = "examples/divided-estate.yaml";

/// Ann may gain, Ben can only gain what Ann would not give: no deal.
inline constexpr const char* k_no_deal = R"(entente: 1
title: A cake that cannot be cut
parties: {ann: {name: Ann}, ben: {name: Ben}}
issues:
  cake:
    giver: ann
    options: [stays with Ann, goes to Ben]
  tea:
    options: [cold, hot]
preferences:
  ann: {cake: [0, -5], tea: [0, 2]}
  ben: {cake: [0, 3]}
)";

/// Both want the house sold and the garden kept, which a rule on line 10 forbids.
inline constexpr const char* k_ruled_out = R"(entente: 1
parties: {ann: Ann, ben: Ben}
issues:
  house: {options: [kept, sold]}
  garden: {options: [shared, kept]}
preferences:
  ann: {house: [0, 3], garden: [0, 1]}
  ben: {house: [0, 2]}
rules:
  - ruled_out: {house: sold}
)";

/// Nothing is in force today. Only Ann states a reservation.
inline constexpr const char* k_no_status_quo = R"(entente: 1
status_quo: none
parties: {ann: Ann, ben: Ben}
issues:
  colour: {options: [red, green, blue], ordered: false}
  tea: {options: [cold, hot]}
preferences:
  ann: {colour: [5, 2, -1], tea: [1, 2], reservation: 1}
  ben: {colour: [1, 4, 3], tea: [0, 1]}
)";

/// The Nash deal is garden open, road paved, fence high: gains 5 and 6. Alone, a high fence breaks
/// the rule.
inline constexpr const char* k_neighbours = R"(entente: 1
title: Two neighbours
parties: {ann: Ann, ben: Ben}
issues:
  garden: {giver: ann, options: [closed, open]}
  road: {giver: ben, options: [dirt, paved]}
  fence: {options: [none, low, high], ordered: false}
preferences:
  ann: {garden: [0, -2], road: [0, 6], fence: [0, 3, 1]}
  ben: {garden: [0, 5], road: [0, -3], fence: [0, 1, 4]}
rules:
  - {excludes: {fence: high, road: dirt}}
)";

/// Two parties that each give up what is worth 1 to them and 2 to the other.
inline constexpr const char* k_hands = R"(entente: 1
period: 1 year
parties: {a: A, b: B}
issues:
  north: {giver: a, options: [as today, stopped]}
  south: {giver: b, options: [as today, stopped], detection: 0.5}
preferences:
  a: {north: [0, -1], south: [0, 2]}
  b: {north: [0, 2], south: [0, -1]}
)";

/// As in `k_hands`; what the one breaks cannot be told from what the other does, of a third nothing
/// is seen.
inline constexpr const char* k_doubt = R"(entente: 1
parties: {a: {discount: 0.9}, b: {discount: 0.9}, c: {discount: 0.9}}
issues:
  north: {giver: a, options: [as today, stopped], detection: 0.5}
  south: {giver: b, options: [as today, stopped], detection: 0.5}
  west: {giver: c, options: [as today, stopped], detection: 0.5}
preferences:
  a: {north: [0, -1], south: [0, 2], west: [0, 2]}
  b: {north: [0, 2], south: [0, -1], west: [0, 2]}
  c: {north: [0, 2], south: [0, 2], west: [0, -1]}
attribution:
  blame: {a: {a: 0.5, b: 0.5}, b: {a: 0.5, b: 0.5}, c: {}}
)";

/// What the south would give is worth much to the other and just what it gets for it: the deal with
/// the greatest sum leaves it no gain.
inline constexpr const char* k_favour = R"(entente: 1
parties: {a: {discount: 0.9}, b: {discount: 0.9}}
issues:
  south: {giver: b, options: [as today, stopped]}
  talks: {options: [none, some]}
preferences:
  a: {south: [0, 5], talks: [0, 1]}
  b: {south: [0, -1], talks: [0, 1]}
)";

/// A conflict whose states are mere names.
inline constexpr const char* k_plain_conflict = R"(entente: 1
parties: [a, b]
states: [start, end]
moves: {a: {start: end}}
preferences: {a: [end, start], b: [start, end]}
)";

/// Of the two commitments one cannot be taken back.
inline constexpr const char* k_for_good = R"(entente: 1
parties: [a, b]
issues:
  x: {giver: a, options: [today, moved], reversible: false}
  y: {giver: b, options: [today, moved]}
preferences:
  a: {x: [0, -1], y: [0, 2]}
  b: {x: [0, 2], y: [0, -1]}
)";

/// Too many states and parties to look at coalitions.
inline std::string wide_conflict() {
  std::string text = "entente: 1\nparties: [a, b, c, d, e, f]\noptions: {";
  for (int k = 0; k < 12; ++k) {
    text += "o" + std::to_string(k) + ": " + std::string(1, static_cast<char>('a' + k % 6)) + ", ";
  }
  text += "}\npreferences: {";
  for (char party = 'a'; party <= 'f'; ++party) {
    text += std::string(1, party) + ": {statements: [----------YY]}, ";
  }
  return text + "}\n";
}

/// An agreement beside England and Zimbabwe that both can do better than.
inline constexpr const char* k_england_draft = R"(entente: 1
agreement:
  Size of Fund: No agreement
  Impact on Other Aid: No agreement
  Zimbabwe Trade Policy: No agreement
  England Trade Policy: No agreement
  Forum on Other Health Issues: "No"
)";

/// Values that span more than 62 bits, so that they are rounded.
inline constexpr const char* k_too_fine = R"(entente: 1
parties: [ann, ben]
issues:
  cake: {giver: ann, options: [kept, given]}
  tea: {giver: ben, options: [cold, hot]}
preferences:
  ann: {cake: [0, -1.00000000000000000001], tea: [0, 3.333333333333333333333]}
  ben: {cake: [0, 7.77777777777777777777], tea: [0, -2]}
)";

/// Three errors and a warning.
inline constexpr const char* k_broken = R"(entente: 1
title: A file with mistakes
parties: {ann: {name: Ann}, ben: {name: Ben}}
issues:
  cake:
    giver: anne
    options: [stays, goes]
  house:
    options: [kept, sold]
preferences:
  ann: {cake: [0, -5, 7], hose: [0, 1]}
  ben: {cake: [0, 3], house: [0, 4]}
)";

}  // namespace entente::test
