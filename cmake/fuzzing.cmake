# Fuzz targets: each fuzz/<name>_fuzz.cpp defines LLVMFuzzerTestOneInput. With ENTENTE_FUZZ (clang)
# it becomes a fuzzer, otherwise a program that reads each file of a folder once, run as a test on
# fuzz/corpus/<name>/, so that what was once found stays mended under every compiler and sanitizer.

file(GLOB entente_fuzz_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/fuzz/*_fuzz.cpp")

foreach(source IN LISTS entente_fuzz_sources)
  cmake_path(GET source STEM name)
  string(REGEX REPLACE "_fuzz$" "" name "${name}")
  set(target fuzz_${name})
  if(ENTENTE_FUZZ)
    add_executable(${target} "${source}" "${PROJECT_SOURCE_DIR}/fuzz/leaks.cpp")
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
  else()
    add_executable(${target} "${source}" "${PROJECT_SOURCE_DIR}/fuzz/replay_main.cpp")
    add_test(NAME fuzz.${name} COMMAND ${target} "${PROJECT_SOURCE_DIR}/fuzz/corpus/${name}")
    set_tests_properties(fuzz.${name} PROPERTIES TIMEOUT 300 LABELS fuzz)
  endif()
  target_link_libraries(${target} PRIVATE entente::entente)
  entente_house_rules(${target})
endforeach()
