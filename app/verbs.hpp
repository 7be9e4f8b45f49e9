#pragma once

#include "app/arguments.hpp"

namespace entente::app {

// The verbs. Each returns the exit code.

int run_solve(const Arguments& arguments);
int run_table(const Arguments& arguments);
int run_why(const Arguments& arguments);
int run_improve(const Arguments& arguments);
int run_hold(const Arguments& arguments);
int run_check(const Arguments& arguments);
int run_convert(const Arguments& arguments);
int run_new(const Arguments& arguments);
int run_bench(const Arguments& arguments);
int run_help(const Arguments& arguments);
int run_man(const Arguments& arguments);
int run_completions(const Arguments& arguments);
int run_version(const Arguments& arguments);

}  // namespace entente::app
