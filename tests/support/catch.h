#pragma once

// Catch2 2.13 (Debian 12) and 3 keep their headers in different places.
#ifdef GONGSHI_CATCH2_V2
#include <catch2/catch.hpp>
#else
#include <catch2/catch_all.hpp>
using Catch::Approx;
#endif
