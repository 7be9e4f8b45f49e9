# Install rules and the package files for find_package(entente).

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(entente_cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/entente")

install(
  TARGETS entente
  EXPORT ententeTargets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(
  EXPORT ententeTargets
  NAMESPACE entente::
  DESTINATION "${entente_cmake_dir}")
configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/ententeConfig.cmake.in" "${PROJECT_BINARY_DIR}/ententeConfig.cmake"
  INSTALL_DESTINATION "${entente_cmake_dir}")
# Below 1.0 a change of the minor number may break callers.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/ententeConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/ententeConfig.cmake"
              "${PROJECT_BINARY_DIR}/ententeConfigVersion.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/FindLibfyaml.cmake" DESTINATION "${entente_cmake_dir}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/share/entente-scenario.schema.json"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/entente")

if(TARGET entente-cli)
  install(TARGETS entente-cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
