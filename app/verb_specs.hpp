#pragma once

#include "app/options.hpp"

namespace entente::app {

// The tables of verbs that have a file of their own (app/<verb>_options.cpp).

[[nodiscard]] VerbSpec solve_verb();
[[nodiscard]] VerbSpec table_verb();
[[nodiscard]] VerbSpec why_verb();
[[nodiscard]] VerbSpec improve_verb();
[[nodiscard]] VerbSpec hold_verb();
[[nodiscard]] VerbSpec convert_verb();
[[nodiscard]] VerbSpec new_verb();

}  // namespace entente::app
