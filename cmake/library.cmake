# The library: every source and header below entente/.

find_package(fmt REQUIRED)
find_package(tl-expected REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(Libfyaml 0.7.12 REQUIRED)
find_package(Libzip 1.7 REQUIRED)
find_package(Boost 1.74 REQUIRED) # headers only (multiprecision)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)

file(GLOB_RECURSE entente_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/entente/*.cpp")
file(GLOB_RECURSE entente_headers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/entente/*.hpp")

include(web)

add_library(entente STATIC ${entente_sources} "${entente_web_source}")
add_library(entente::entente ALIAS entente)
target_sources(
  entente
  PUBLIC FILE_SET HEADERS
         BASE_DIRS "${PROJECT_SOURCE_DIR}"
         FILES ${entente_headers})
target_compile_features(entente PUBLIC cxx_std_20)
# Only what public headers include is PUBLIC. nlohmann_json has nothing to link, so a program that
# uses the installed library does not need it at all.
target_link_libraries(
  entente
  PUBLIC tl::expected Boost::headers Threads::Threads
  PRIVATE fmt::fmt Libfyaml::Libfyaml Libzip::Libzip
          $<BUILD_INTERFACE:nlohmann_json::nlohmann_json>)
# One source sees the version, so that a new version does not compile everything anew.
set_source_files_properties("${PROJECT_SOURCE_DIR}/entente/base/version.cpp"
                            PROPERTIES COMPILE_DEFINITIONS "ENTENTE_VERSION=\"${PROJECT_VERSION}\"")
entente_house_rules(entente)
entente_precompile(entente <boost/multiprecision/cpp_int.hpp> <algorithm> <map> <string> <tl/expected.hpp>
                   <vector>)
