#pragma once

namespace entente::app {

/// What the program says to the one who started it.
inline constexpr int k_answer = 0;         ///< there is an answer
inline constexpr int k_answer_is_no = 1;   ///< the answer is "no"
inline constexpr int k_bad_use = 2;        ///< bad use, bad input, or nowhere to write to
inline constexpr int k_limit_reached = 3;  ///< stopped by a limit or Ctrl-C
inline constexpr int k_defect = 70;        ///< the program is at fault (EX_SOFTWARE)

}  // namespace entente::app
