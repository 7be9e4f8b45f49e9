# Language level, warnings, sanitizers and ccache: what every target of the project shares.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

# The same sums must give the same bytes on every machine, so a*b+c is never fused behind our back.
add_compile_options(-ffp-contract=off)

if(ENTENTE_SANITIZE)
  add_compile_options(-fsanitize=${ENTENTE_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ENTENTE_SANITIZE})
endif()
if(ENTENTE_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()

# Paths below the source folder enter the cache key relative to it, and the working directory does
# not enter it at all: several checkouts of the project then share what one of them has compiled.
find_program(ENTENTE_CCACHE ccache)
find_program(ENTENTE_ENV env)
mark_as_advanced(ENTENTE_CCACHE ENTENTE_ENV)
if(ENTENTE_CCACHE AND ENTENTE_ENV AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      "${ENTENTE_ENV}" "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" "CCACHE_NOHASHDIR=1"
      "CCACHE_SLOPPINESS=pch_defines,time_macros" "${ENTENTE_CCACHE}")
endif()

# entente_precompile(<target> <header>...): parses the given headers once for all sources of the
# target. Boost's numbers alone take gcc 3 s, in nearly every source. Every source still includes
# what it uses: ENTENTE_PRECOMPILE=OFF builds without.
option(ENTENTE_PRECOMPILE "Precompile the large headers of libraries" ON)
function(entente_precompile target)
  if(ENTENTE_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${ARGN})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      target_compile_options(${target} PRIVATE -fpch-preprocess) # for ccache
    endif()
  endif()
endfunction()

# entente_house_rules(<target>): the warnings our own code is held to. PRIVATE, so that they never
# reach the code of those who link the library. Under heavy optimisation or instrumentation gcc 12
# warns of faults inside Boost and std::string (gcc bug 105651) that are not there; the strict builds
# do without either.
function(entente_house_rules target)
  set(loose "")
  if(NOT ENTENTE_WERROR AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(loose -Wno-maybe-uninitialized -Wno-restrict)
  endif()
  target_compile_options(
    ${target}
    PRIVATE -Wall
            -Wextra
            -Wpedantic
            -Wconversion
            -Wshadow
            -Wnon-virtual-dtor
            -Wold-style-cast
            -Woverloaded-virtual
            -Wcast-align
            -Wcast-qual
            -Wformat=2
            -Wimplicit-fallthrough
            -Wextra-semi
            -Wundef
            -Wunused
            -Wvla
            $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond>
            $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-branches>
            $<$<CXX_COMPILER_ID:GNU>:-Wlogical-op>
            ${loose}
            $<$<BOOL:${ENTENTE_WERROR}>:-Werror>)
endfunction()
