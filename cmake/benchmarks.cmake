# Benchmarks: each bench/<name>.cpp becomes the Google Benchmark program bench_<name>.

file(GLOB entente_bench_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/bench/*.cpp")

if(entente_bench_sources)
  find_package(benchmark REQUIRED)
endif()
foreach(source IN LISTS entente_bench_sources)
  cmake_path(GET source STEM name)
  add_executable(bench_${name} "${source}")
  target_link_libraries(bench_${name} PRIVATE entente::entente fmt::fmt benchmark::benchmark
                                              benchmark::benchmark_main)
  entente_house_rules(bench_${name})
endforeach()
