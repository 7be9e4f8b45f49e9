# The program: every source in app/, as build/<preset>/bin/entente.

file(GLOB_RECURSE entente_app_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/app/*.cpp")

if(entente_app_sources)
  find_package(CLI11 REQUIRED)
  add_executable(entente-cli ${entente_app_sources})
  set_target_properties(entente-cli PROPERTIES OUTPUT_NAME entente)
  target_link_libraries(entente-cli PRIVATE entente::entente CLI11::CLI11 fmt::fmt
                                            nlohmann_json::nlohmann_json)
  entente_house_rules(entente-cli)
  entente_precompile(entente-cli <boost/multiprecision/cpp_int.hpp> <nlohmann/json.hpp>)
endif()
