#pragma once

#include <boost/multiprecision/cpp_bin_float.hpp>

namespace entente::enforce {

/// Floating point of 100 decimal digits.
using Wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<100>,
                                           boost::multiprecision::et_off>;

}  // namespace entente::enforce
