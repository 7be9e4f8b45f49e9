# Tests: one GoogleTest program per folder of tests/ that holds *_test.cpp files, named test_<folder>.
# tests/support/ is linked to all of them. tests/*/*_test.py are run with python3 as they are, and may
# start the programs built from tests/*/*_tool.cpp (in the folder of ENTENTE_BINARY).

find_package(GTest REQUIRED)
include(GoogleTest)

set(entente_test_timeout 300)

file(GLOB entente_support_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/support/*.cpp")
if(entente_support_sources)
  add_library(test_support STATIC ${entente_support_sources})
  set(entente_support_scope PUBLIC)
  entente_house_rules(test_support)
else()
  add_library(test_support INTERFACE)
  set(entente_support_scope INTERFACE)
endif()
target_link_libraries(test_support ${entente_support_scope} entente::entente GTest::gtest fmt::fmt
                                   nlohmann_json::nlohmann_json)
target_compile_definitions(
  test_support ${entente_support_scope} "ENTENTE_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\""
               "ENTENTE_BINARY=\"${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/entente\"")

file(GLOB_RECURSE entente_test_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/*_test.cpp")
set(entente_test_modules "")
foreach(source IN LISTS entente_test_sources)
  cmake_path(RELATIVE_PATH source BASE_DIRECTORY "${PROJECT_SOURCE_DIR}/tests" OUTPUT_VARIABLE path)
  string(REGEX REPLACE "/.*" "" module "${path}")
  list(APPEND entente_test_modules "${module}")
  list(APPEND entente_test_sources_${module} "${source}")
endforeach()
list(REMOVE_DUPLICATES entente_test_modules)

foreach(module IN LISTS entente_test_modules)
  add_executable(test_${module} ${entente_test_sources_${module}})
  target_link_libraries(test_${module} PRIVATE test_support GTest::gmock GTest::gtest_main)
  entente_house_rules(test_${module})
  list(LENGTH entente_test_sources_${module} source_count)
  if(source_count GREATER 3)
    entente_precompile(test_${module} <boost/multiprecision/cpp_int.hpp> <gtest/gtest.h>)
  endif()
  gtest_discover_tests(
    test_${module}
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    DISCOVERY_MODE PRE_TEST
    DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT ${entente_test_timeout} LABELS ${module})
  # These two start the program, so it has to be there when they run.
  if(module MATCHES "^(app|examples)$" AND TARGET entente-cli)
    add_dependencies(test_${module} entente-cli)
  endif()
endforeach()

# Small programs that Python tests start.
file(GLOB_RECURSE entente_test_tools CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/*_tool.cpp")
foreach(source IN LISTS entente_test_tools)
  cmake_path(GET source STEM name)
  add_executable(${name} "${source}")
  target_link_libraries(${name} PRIVATE test_support)
  entente_house_rules(${name})
endforeach()

# The distribution's python3 first: the packages of scripts/setup are installed for that one.
find_program(ENTENTE_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(ENTENTE_PYTHON NAMES python3 REQUIRED)
mark_as_advanced(ENTENTE_PYTHON)
file(GLOB_RECURSE entente_python_tests CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/*_test.py")
foreach(source IN LISTS entente_python_tests)
  cmake_path(GET source STEM name)
  add_test(
    NAME python.${name}
    COMMAND "${ENTENTE_PYTHON}" -B "${source}"
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(
    python.${name}
    PROPERTIES TIMEOUT ${entente_test_timeout} LABELS python ENVIRONMENT
               "ENTENTE_BINARY=${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/entente")
endforeach()
