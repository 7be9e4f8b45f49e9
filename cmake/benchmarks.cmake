# Benchmarks: each bench/<name>.cpp becomes the Google Benchmark program bench_<name>.

file(GLOB entente_bench_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/bench/*.cpp")

if(entente_bench_sources)
  find_package(benchmark QUIET)
  if(NOT benchmark_FOUND)
    # Who only wants the program need not have it; scripts/setup --dev brings it.
    message(STATUS "Google Benchmark is not installed: bench/ is left out")
    set(entente_bench_sources "")
  endif()
endif()
foreach(source IN LISTS entente_bench_sources)
  cmake_path(GET source STEM name)
  add_executable(bench_${name} "${source}")
  target_link_libraries(bench_${name} PRIVATE entente::entente fmt::fmt benchmark::benchmark
                                              benchmark::benchmark_main)
  entente_house_rules(bench_${name})
endforeach()
